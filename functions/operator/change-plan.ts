import { changeLimits, newPlan, untilRequestsEnded } from '#core/organizations/change-limits.ts';
import { command } from '#functions/consumer/operator-command.ts';

export const handler = command(newPlan, (asked, origin) => changeLimits(asked, origin, untilRequestsEnded));
