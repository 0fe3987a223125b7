import { changeLimits, newPlan, untilRequestsEnded } from '#core/organizations/change-limits.ts';
import { command } from './command.ts';

export const handler = command(newPlan, (asked, origin) => changeLimits(asked, origin, untilRequestsEnded));
