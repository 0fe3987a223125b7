import type { StageDefaults } from '#lib/settings/schema.ts';

/** As prod, before prod. */
export const staging: StageDefaults = {
  senderEmail: 'invitations@staging.partnerally.com',
  hostedLoginPrefix: 'partnerally-invitations-staging',
  logRetentionDays: 30,
};
