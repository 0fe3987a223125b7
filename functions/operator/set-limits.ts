import { changeLimits, newLimits, untilRequestsEnded } from '#core/organizations/change-limits.ts';
import { command } from './command.ts';

export const handler = command(newLimits, (asked, origin) => changeLimits(asked, origin, untilRequestsEnded));
