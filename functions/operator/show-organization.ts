import { organizationShown, showOrganization } from '#core/organizations/show.ts';
import { command } from '#functions/consumer/operator-command.ts';

export const handler = command(organizationShown, (asked, { at }) => showOrganization(asked, at));
