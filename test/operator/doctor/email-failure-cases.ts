import { GetAccountCommand, GetEmailIdentityCommand } from '@aws-sdk/client-sesv2';
import type { FailureCase } from './failure-case.ts';

const SendQuota = { MaxSendRate: 14, Max24HourSend: 50_000 };

/** Failure cases of the email settings: DNS records and SES. */
export const emailFailureCases: readonly FailureCase[] = [
  [
    'a missing DKIM record',
    /^✗ DNS: CNAME key\._domainkey\.acme\.test is missing: set it to key\.dkim\.amazonses\.com /,
    ({ resolver }) => {
      resolver.resolveCname = resolver.resolve4;
    },
  ],
  [
    'a domain with another target',
    /^✗ DNS: CNAME key\._domainkey\.acme\.test is 192\.0\.2\.1: set it to /,
    ({ resolver }) => {
      resolver.resolveCname = resolver.resolve4;
      resolver.resolve4 = async (name) => [name.endsWith('.acme.test') ? '192.0.2.1' : '192.0.2.2'];
    },
  ],
  [
    'an MX record with another host',
    /^✗ DNS: MX mail\.acme\.test is 5 mx\.other\.test: set it to 10 feedback-smtp/,
    ({ resolver }) => {
      resolver.resolveMx = async () => [{ priority: 5, exchange: 'mx.other.test' }];
    },
  ],
  [
    'an SPF record without SES',
    /^✗ DNS: TXT mail\.acme\.test is v=spf1 -all: set it to v=spf1 include:amazonses\.com ~all/,
    ({ resolver }) => {
      const { resolveTxt } = resolver;
      resolver.resolveTxt = async (name) => (name.startsWith('_dmarc') ? resolveTxt(name) : [['v=spf1 -all']]);
    },
  ],
  [
    'an unverified sender',
    /^✗ SES identity: acme\.test is not verified \(PENDING\)/,
    ({ aws, identity }) =>
      aws.ses
        .on(GetEmailIdentityCommand)
        .resolves({ ...identity, VerifiedForSendingStatus: false, VerificationStatus: 'PENDING' }),
  ],
  [
    'pending DKIM',
    /^✗ SES identity: DKIM is PENDING: create the DNS records/,
    ({ aws, identity }) =>
      aws.ses.on(GetEmailIdentityCommand).resolves({ ...identity, DkimAttributes: { Status: 'PENDING' } }),
  ],
  [
    'a missing MAIL FROM domain',
    /^✗ SES identity: the MAIL FROM domain is not set: create the DNS records/,
    ({ aws, identity }) => aws.ses.on(GetEmailIdentityCommand).resolves({ ...identity, MailFromAttributes: undefined }),
  ],
  [
    'a default configuration set',
    /^✗ SES identity: every email of its domain uses the configuration set invitations-prod: aws sesv2 put-email-identity-/,
    ({ aws, identity }) =>
      aws.ses.on(GetEmailIdentityCommand).resolves({ ...identity, ConfigurationSetName: 'invitations-prod' }),
  ],
  [
    'an account under review',
    /^✗ SES account: its status is PROBATION: see /,
    ({ aws }) =>
      aws.ses
        .on(GetAccountCommand)
        .resolves({ ProductionAccessEnabled: true, SendingEnabled: true, EnforcementStatus: 'PROBATION', SendQuota }),
  ],
  [
    'the sandbox',
    /^✗ SES account: in the sandbox, .*request production access/,
    ({ aws }) =>
      aws.ses.on(GetAccountCommand).resolves({ SendingEnabled: true, EnforcementStatus: 'HEALTHY', SendQuota }),
  ],
  [
    'paused sending',
    /^✗ SES account: sending is paused/,
    ({ aws }) =>
      aws.ses
        .on(GetAccountCommand)
        .resolves({ ProductionAccessEnabled: true, EnforcementStatus: 'HEALTHY', SendQuota }),
  ],
];
