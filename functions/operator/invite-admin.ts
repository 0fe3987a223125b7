import { inviteAdmin, newAdmin } from '#core/invitations/invite-admin.ts';
import { settings } from '#functions/aws/settings.ts';
import { command, product } from '#functions/consumer/operator-command.ts';

export const handler = command(newAdmin, (asked, origin) =>
  inviteAdmin(asked, origin, { lifetimeSeconds: settings.invitationLifetimeSeconds(), inviter: product() }),
);
