import { vi } from 'vitest';

// Tests must not depend on the settings files of the stages.
vi.mock('#lib/settings/stages/dev.ts', () => ({
  dev: {
    senderEmail: 'invitations@dev.partnerally.com',
    hostedLoginPrefix: 'partnerally-invitations-dev',
    keepState: false,
    logRetentionDays: 30,
    alarms: false,
  },
}));
vi.mock('#lib/settings/stages/staging.ts', () => ({
  staging: {
    senderEmail: 'invitations@staging.partnerally.com',
    hostedLoginPrefix: 'partnerally-invitations-staging',
    logRetentionDays: 30,
  },
}));
vi.mock('#lib/settings/stages/prod.ts', () => ({
  prod: {
    senderEmail: 'invitations@partnerally.com',
    hostedLoginPrefix: 'partnerally-invitations',
    logRetentionDays: 365,
  },
}));
