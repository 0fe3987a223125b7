import type { StageDefaults } from '#lib/settings/schema.ts';

/** For trying things out: it can be thrown away. */
export const dev: StageDefaults = {
  senderEmail: 'invitations@dev.partnerally.com',
  hostedLoginPrefix: 'partnerally-invitations-dev',
  keepState: false,
  logRetentionDays: 30,
  alarms: false,
};
