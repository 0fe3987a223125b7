import type { StageDefaults } from '#lib/settings/schema.ts';

/** Development. Retains no data. */
export const dev: StageDefaults = {
  senderEmail: 'invitations@dev.partnerally.com',
  hostedLoginPrefix: 'partnerally-invitations-dev',
  keepState: false,
  logRetentionDays: 30,
  alarms: false,
};
