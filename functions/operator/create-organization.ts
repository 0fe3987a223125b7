import { createOrganization, newOrganization } from '#core/organizations/create.ts';
import { settings } from '#functions/settings.ts';
import { command, product } from './command.ts';

export const handler = command(newOrganization, (asked, origin) =>
  createOrganization(asked, origin, { lifetimeSeconds: settings.invitationLifetimeSeconds(), inviter: product() }),
);
