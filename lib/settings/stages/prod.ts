import type { StageDefaults } from '#lib/settings/schema.ts';

/** Production. */
export const prod: StageDefaults = {
  senderEmail: 'invitations@partnerally.com',
  hostedLoginPrefix: 'partnerally-invitations',
  logRetentionDays: 365,
};
