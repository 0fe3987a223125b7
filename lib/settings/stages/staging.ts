import type { StageDefaults } from '#lib/settings/schema.ts';

/** Production-like stage for testing deployments. */
export const staging: StageDefaults = {
  senderEmail: 'invitations@staging.partnerally.com',
  hostedLoginPrefix: 'partnerally-invitations-staging',
  logRetentionDays: 30,
};
