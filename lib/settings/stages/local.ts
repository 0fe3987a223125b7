import type { StageDefaults } from '#lib/settings/schema.ts';

/** The local run (`npm start`), which replaces `baseUrl` by its own address. */
export const local: StageDefaults = {
  baseUrl: 'http://localhost:3000',
  senderEmail: 'invitations@partnerally.com',
  hostedLoginPrefix: 'partnerally-invitations-local',
  keepState: false,
  logRetentionDays: 30,
  alarms: false,
};
