import { inviteAdmin, newAdmin } from '#core/invitations/invite-admin.ts';
import { settings } from '#functions/settings.ts';
import { command, product } from './command.ts';

export const handler = command(newAdmin, (asked, origin) =>
  inviteAdmin(asked, origin, { lifetimeSeconds: settings.invitationLifetimeSeconds(), inviter: product() }),
);
