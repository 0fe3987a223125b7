import type { StageDefaults } from '#lib/settings/schema.ts';

/** What customers use. */
export const prod: StageDefaults = {
  senderEmail: 'invitations@partnerally.com',
  hostedLoginPrefix: 'partnerally-invitations',
  logRetentionDays: 365,
};
