import type { StageDefaults } from '#lib/settings/schema.ts';

/** What `npm start` runs. It puts the address that it listens on in the place of this one. */
export const local: StageDefaults = {
  baseUrl: 'http://localhost:3000',
  senderEmail: 'invitations@partnerally.com',
  hostedLoginPrefix: 'partnerally-invitations-local',
  keepState: false,
  logRetentionDays: 30,
  alarms: false,
};
