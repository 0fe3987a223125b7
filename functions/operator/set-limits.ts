import { changeLimits, newLimits, untilRequestsEnded } from '#core/organizations/change-limits.ts';
import { command } from '#functions/consumer/operator-command.ts';

export const handler = command(newLimits, (asked, origin) => changeLimits(asked, origin, untilRequestsEnded));
