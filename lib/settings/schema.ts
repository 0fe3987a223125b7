import * as z from 'zod';

const originOrNone = /^(?:(?:https:\/\/[a-z0-9.-]+|http:\/\/localhost)(?::\d+)?)?$/;
const hostOrNone = /^(?:(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63})?$/;
const certificateOrNone = /^(?:arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+)?$/;
const edgeCertificateOrNone = /^(?:arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+)?$/;
const accountOrNone = /^(?:\d{12})?$/;
const regionOrNone = /^(?:[a-z]{2}-[a-z]+-\d)?$/;

/** Placeholder for a missing Google client. */
export const notSet = 'not-set';

const runbookPath = 'docs/operations.md';
const secondsPerDay = 86_400;
const host = z.string().regex(hostOrNone, 'must be a host name such as api.example.com');
const edgeCertificate = z.string().regex(edgeCertificateOrNone, 'must be the ARN of a certificate in us-east-1');
const secretVersion = z.string().regex(/^[\w-]*$/, 'must be the VersionId that put-secret-value printed');

/**
 * The settings of a deployment, with their defaults. A stage's file overrides the defaults;
 * `cdk -c <name>=<value>` overrides one setting.
 */
export const settingsSchema = z.strictObject({
  /**
   * The only account that the stage may be deployed to.
   * @default '' (the account of the credentials)
   */
  account: z.string().regex(accountOrNone, 'must be the twelve digits of an account').default(''),
  /**
   * The only region that the stage may be deployed to.
   * @default '' (the region of the environment)
   */
  region: z.string().regex(regionOrNone, 'must be a region such as eu-central-1').default(''),
  /**
   * Git commit that is deployed. It becomes an output of the stateless stack, for rollbacks.
   * @default '' (no output)
   */
  commit: z
    .string()
    .regex(/^(?:[0-9a-f]{40})?$/, 'must be the forty hexadecimal digits of a commit')
    .default(''),
  /** @default 'PartnerAlly' */
  productName: z.string().trim().min(1).max(60).default('PartnerAlly'),
  /**
   * Sender address of invitation emails. Its domain must be verified with SES, and belongs to one stage per account
   * and region.
   */
  senderEmail: z.email('must be an email address').toLowerCase(),
  /**
   * Subdomain of the sender's domain for bounces, so that SPF passes. It must not send or receive other email.
   * @default '' (`mail.<sender's domain>`)
   */
  mailFromDomain: host.default(''),
  /**
   * Origin of the console, used in invitation links and redirect URIs. No path, no trailing slash. At the apex of a zone
   * (`https://example.com`) DNS forbids a CNAME: use an ALIAS or ANAME, in Route 53 an alias A record.
   * https://www.rfc-editor.org/rfc/rfc1034#section-3.6.2
   * @default '' (CloudFront's domain)
   */
  baseUrl: z
    .string()
    .regex(originOrNone, 'must be an https origin (http for localhost) without path or trailing slash')
    .default(''),
  /**
   * A second origin of the console, sign-in included: the previous one, while emails still contain it.
   * @default '' (none but CloudFront's own)
   */
  otherBaseUrl: z
    .string()
    .regex(originOrNone, 'must be an https origin (http for localhost) without path or trailing slash')
    .default(''),
  /**
   * Certificate for the hosts of `baseUrl` and `otherBaseUrl`, in us-east-1, as CloudFront requires.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
   * @default ''
   */
  consoleCertificateArn: edgeCertificate.default(''),
  /**
   * Host of the API for scripts, in addition to the console's.
   * @default '' (API Gateway's host)
   */
  apiDomain: host.default(''),
  /**
   * Certificate for `apiDomain`, in the region of the deployment.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html
   * @default ''
   */
  apiCertificateArn: z.string().regex(certificateOrNone, 'must be the ARN of a certificate').default(''),
  /**
   * Protects console and API with a web application firewall. CloudFront then reaches the API through `apiDomain`, and
   * other clients can't. How to turn it on and off: docs/decisions/0021.
   * @default true with `apiDomain`, `account` and `region`, otherwise false
   */
  waf: z.optional(z.union([z.boolean(), z.stringbool()], 'must be true or false')),
  /**
   * Version of the secret that CloudFront sends to the API. CloudFormation resolves a secret only when the template
   * changes, so set the new version here after changing the secret.
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html
   * @default '' (the version that was current when the firewall was turned on)
   */
  originSecretVersion: secretVersion.default(''),
  /**
   * Host of the hosted login, in addition to Cognito's own. Its parent domain needs an A record, or Cognito rejects it.
   * A user pool has at most one: to change it, deploy without it in between.
   * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-add-custom-domain.html
   * @default '' (only `hostedLoginPrefix` under amazoncognito.com)
   */
  signInDomain: host.default(''),
  /**
   * Certificate for `signInDomain`, in us-east-1, as Cognito requires.
   * @default ''
   */
  signInCertificateArn: edgeCertificate.default(''),
  /**
   * First label of the hosted login's host, unique among all AWS customers in a region.
   * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html
   */
  hostedLoginPrefix: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'must be 1 to 63 lower-case letters, digits and inner hyphens')
    .refine((prefix) => !/aws|amazon|cognito/.test(prefix), 'must not contain aws, amazon or cognito'),
  /**
   * Lifetime of an invitation.
   * @default 604800 (7 days)
   */
  invitationLifetimeSeconds: z.coerce
    .number()
    .int()
    .min(1)
    .max(365 * secondsPerDay)
    .default(7 * secondsPerDay),
  /**
   * Minimum time between two emails of one invitation.
   * @default 60
   */
  resendPauseSeconds: z.coerce.number().int().min(0).max(secondsPerDay).default(60),
  /**
   * Contact for a higher limit: a page, or `mailto:` and an address.
   * @default '' (the console names the product's support without a link)
   */
  supportUrl: z
    .string()
    .regex(/^(?:(?:https:\/\/|mailto:)\S+)?$/, 'must be an https address or mailto: and an email address')
    .default(''),
  /**
   * OAuth client at Google. Its secret is not a setting: it is stored in a secret of the stateful stack.
   * @default 'not-set': dev deploys without sign-in; staging and prod require one
   */
  googleClientId: z
    .string()
    .regex(/^[\w.-]+$/, 'must be the id of an OAuth client at Google')
    .default(notSet),
  /**
   * Version of the Google client's secret for Cognito. CloudFormation resolves a secret only when the template
   * changes, so set the new version here after changing the secret.
   * @default '' (the version current when the identity provider was last changed)
   */
  googleClientSecretVersion: secretVersion.default(''),
  /**
   * Retains table, user pool, secrets, email identity and buckets, and protects them from deletion.
   * @default true
   */
  keepState: z.union([z.boolean(), z.stringbool()], 'must be true or false').default(true),
  /**
   * Set while a restored table replaces the table, as docs/operations.md describes. The template then has no
   * stream, stream consumers, resource policy and deletion protection; the next deployment adds them to the new table.
   * @default false
   */
  restoring: z.union([z.boolean(), z.stringbool()], 'must be true or false').default(false),
  /**
   * Retention of logs: one of the values that CloudWatch Logs supports.
   * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
   */
  logRetentionDays: z.coerce.number().pipe(z.literal([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731])),
  /**
   * Address that receives alarms. It must confirm the subscription once.
   * @default '' (a topic without subscription)
   */
  alarmEmail: z.union([z.literal(''), z.email('must be an email address')]).default(''),
  /**
   * Adds the alarms.
   * @default true
   */
  alarms: z.union([z.boolean(), z.stringbool()], 'must be true or false').default(true),
  /**
   * URL of docs/operations.md. Alarms link to its headings.
   * @default 'docs/operations.md' (its path in the repository)
   */
  runbookUrl: z
    .union(
      [z.literal(runbookPath), z.url({ protocol: /^https$/, error: 'must be an https URL' })],
      'must be an https URL',
    )
    .default(runbookPath),
  /**
   * Warm throughput of the table and its indexes, in write units per second. It can be raised but never lowered, and
   * DynamoDB charges for each raise.
   * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html
   * @default 0 (DynamoDB's default for a new table, 4,000, and its later growth)
   */
  warmWriteUnits: z.coerce
    .number()
    .int()
    .refine((units) => units === 0 || units >= 4_000, 'must be 0, or 4000 and more')
    .default(0),
  /**
   * Reserved concurrency of each of the two stream consumers, so that other functions in the account can't delay emails
   * and the audit log. Lambda keeps 100 concurrent executions of the account unreserved.
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   * @default 0 (none)
   */
  readerConcurrency: z.coerce.number().int().min(0).default(0),
  /**
   * Reserved concurrency of each function that works long: batches of invitations, changes of several members, and lists
   * that are also exports. It is also their maximum, so that one organization can't use up the functions of others.
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   * @default 0 (none: a new account may have only 10 concurrent executions)
   */
  reservedConcurrency: z.coerce.number().int().min(0).default(0),
  /**
   * Partition keys that IAM sees when it authorizes a step of a DynamoDB transaction: those of the step, those of the
   * whole transaction, or none. AWS does not document this; `npm run smoke` tests it. See docs/decisions/0044.
   * @default 'step'
   */
  transactionKeys: z.enum(['step', 'transaction', 'none']).default('step'),
  /**
   * Emails per second that SES lets the account send, as in the SES console. The number of concurrent senders is derived
   * from it.
   * https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html
   * @default 14 (usual for an account outside the sandbox; in the sandbox it is 1)
   */
  emailsPerSecond: z.coerce.number().int().min(1).max(2_500).default(14),
  /**
   * SES sending quota of the account for 24 hours, as in the SES console. An alarm rings at 80 %.
   * https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html
   * @default 50000 (the usual quota outside of the sandbox)
   */
  emailsPerDay: z.coerce.number().int().min(1).default(50_000),
});

type ParsedSettings = z.infer<typeof settingsSchema>;

export type Settings = Omit<ParsedSettings, 'waf'> & { readonly waf: boolean };

/** Returns the settings with the defaults that depend on other settings. */
export const withDefaults = (parsed: ParsedSettings): Settings => {
  const { waf = Boolean(parsed.apiDomain && parsed.account && parsed.region) } = parsed;
  return { ...parsed, waf };
};

/** The settings of a stage that differ from the defaults. */
export type StageDefaults = z.input<typeof settingsSchema>;
