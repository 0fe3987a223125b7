import { createOrganization, newOrganization } from '#core/organizations/create.ts';
import { settings } from '#functions/aws/settings.ts';
import { command, product } from '#functions/consumer/operator-command.ts';

export const handler = command(newOrganization, (asked, origin) =>
  createOrganization(asked, origin, { lifetimeSeconds: settings.invitationLifetimeSeconds(), inviter: product() }),
);
