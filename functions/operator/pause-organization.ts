import { pauseAsked, pauseOrganization } from '#core/organizations/pause.ts';
import { command } from '#functions/consumer/operator-command.ts';

export const handler = command(pauseAsked, pauseOrganization);
