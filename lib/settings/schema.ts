import * as z from 'zod';

const originOrNone = /^(?:(?:https:\/\/[a-z0-9.-]+|http:\/\/localhost)(?::\d+)?)?$/;
const hostOrNone = /^(?:(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63})?$/;
const certificateOrNone = /^(?:arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+)?$/;
const edgeCertificateOrNone = /^(?:arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+)?$/;
const accountOrNone = /^(?:\d{12})?$/;
const regionOrNone = /^(?:[a-z]{2}-[a-z]+-\d)?$/;

/** Stands for a Google client until there is one. */
export const notSet = 'not-set';

const runbookPath = 'docs/operations.md';
const secondsPerDay = 86_400;
const host = z.string().regex(hostOrNone, 'must be a host name such as api.example.com');
const edgeCertificate = z.string().regex(edgeCertificateOrNone, 'must be the ARN of a certificate in us-east-1');
const secretVersion = z.string().regex(/^[\w-]*$/, 'must be the VersionId that put-secret-value printed');

/**
 * What may differ between deployments, each with its default. A stage's file has its own defaults over these;
 * `cdk -c <name>=<value>` overrides one of them.
 */
export const settingsSchema = z.strictObject({
  /**
   * The one account that the stage may be deployed to.
   * @default '' (the one whose credentials the deployment has)
   */
  account: z.string().regex(accountOrNone, 'must be the twelve digits of an account').default(''),
  /**
   * The one region that the stage may be deployed to.
   * @default '' (the one that the deployment is set to)
   */
  region: z.string().regex(regionOrNone, 'must be a region such as eu-central-1').default(''),
  /**
   * What is deployed, as git names it: an output of the stack that runs, so that there is a way back.
   * @default '' (no output)
   */
  commit: z
    .string()
    .regex(/^(?:[0-9a-f]{40})?$/, 'must be the forty hexadecimal digits of a commit')
    .default(''),
  /** @default 'PartnerAlly' */
  productName: z.string().trim().min(1).max(60).default('PartnerAlly'),
  /**
   * Address that invitation emails come from. Its domain must be verified with SES, and belongs to one stage of an
   * account and region.
   */
  senderEmail: z.email('must be an email address').toLowerCase(),
  /**
   * Domain below the sender's to which bounces go back, so that SPF passes under it. Nothing else may send or get mail
   * there.
   * @default '' (`mail.` and the sender's domain)
   */
  mailFromDomain: host.default(''),
  /**
   * Origin of the console: what invitation links and sign-in's way back are made from. No path, no trailing slash. At the
   * top of a zone (`https://example.com`) DNS forbids a CNAME: there it takes an ALIAS or ANAME, in Route 53 an A alias.
   * https://www.rfc-editor.org/rfc/rfc1034#section-3.6.2
   * @default '' (the one that CloudFront gives the console)
   */
  baseUrl: z
    .string()
    .regex(originOrNone, 'must be an https origin (http for localhost) without path or trailing slash')
    .default(''),
  /**
   * Another origin at which the console works, sign-in included: the one before, as long as mails name it.
   * @default '' (none but CloudFront's own)
   */
  otherBaseUrl: z
    .string()
    .regex(originOrNone, 'must be an https origin (http for localhost) without path or trailing slash')
    .default(''),
  /**
   * Certificate for the host of `baseUrl`, and that of `otherBaseUrl`, in us-east-1, where CloudFront looks for it.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
   * @default ''
   */
  consoleCertificateArn: edgeCertificate.default(''),
  /**
   * Host of the API beside the console's, for scripts.
   * @default '' (the one that API Gateway gives it)
   */
  apiDomain: host.default(''),
  /**
   * Certificate for `apiDomain`, in the region of the deployment.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html
   * @default ''
   */
  apiCertificateArn: z.string().regex(certificateOrNone, 'must be the ARN of a certificate').default(''),
  /**
   * Whether a web application firewall stands before the console and the API. CloudFront reaches the API by `apiDomain`
   * then, and nobody else does. Turning it on and off: docs/decisions/0021.
   * @default false
   */
  waf: z.union([z.boolean(), z.stringbool()], 'must be true or false').default(false),
  /**
   * Version of the secret that CloudFront shows the API. CloudFormation looks a secret up only where the template
   * changes, so name the new version here after changing the secret.
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html
   * @default '' (the one that was current when the firewall was turned on)
   */
  originSecretVersion: secretVersion.default(''),
  /**
   * Host of the hosted login beside Cognito's own. Its parent must have an address in DNS, or Cognito refuses it. A pool
   * has one at most: to change it, deploy without it in between.
   * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-add-custom-domain.html
   * @default '' (`hostedLoginPrefix` under amazoncognito.com alone)
   */
  signInDomain: host.default(''),
  /**
   * Certificate for `signInDomain`, in us-east-1, where Cognito looks for it.
   * @default ''
   */
  signInCertificateArn: edgeCertificate.default(''),
  /**
   * First label of the hosted login's host, unique among all customers in a region.
   * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html
   */
  hostedLoginPrefix: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'must be 1 to 63 lower-case letters, digits and inner hyphens')
    .refine((prefix) => !/aws|amazon|cognito/.test(prefix), 'must not contain aws, amazon or cognito'),
  /**
   * How long an invitation can be accepted.
   * @default 604800 (7 days)
   */
  invitationLifetimeSeconds: z.coerce
    .number()
    .int()
    .min(1)
    .max(365 * secondsPerDay)
    .default(7 * secondsPerDay),
  /**
   * Least time between two emails of one invitation.
   * @default 60
   */
  resendPauseSeconds: z.coerce.number().int().min(0).max(secondsPerDay).default(60),
  /**
   * Where people turn to for more than their plan allows: a page, or `mailto:` and an address.
   * @default '' (the console names the product's support, without a link)
   */
  supportUrl: z
    .string()
    .regex(/^(?:(?:https:\/\/|mailto:)\S+)?$/, 'must be an https address or mailto: and an email address')
    .default(''),
  /**
   * OAuth client at Google. Its secret is not a setting: it is put into the secret that the state stack makes.
   * @default 'not-set': dev deploys, and nobody can sign in; staging and prod must have one
   */
  googleClientId: z
    .string()
    .regex(/^[\w.-]+$/, 'must be the id of an OAuth client at Google')
    .default(notSet),
  /**
   * Version of the Google client's secret to hand to Cognito. CloudFormation looks a secret up only where the
   * template changes, so name the new version here after changing the secret.
   * @default '' (the version current when the identity provider was last changed)
   */
  googleClientSecretVersion: secretVersion.default(''),
  /**
   * Whether table, user pool, secrets, mail identity and buckets outlive their stack and refuse to be deleted.
   * @default true
   */
  keepState: z.union([z.boolean(), z.stringbool()], 'must be true or false').default(true),
  /**
   * Whether a restored table is about to take the place of the table, as docs/operations.md has it: then it has no
   * stream, readers, policy and protection, so that CloudFormation gives them to the restored one.
   * @default false
   */
  restoring: z.union([z.boolean(), z.stringbool()], 'must be true or false').default(false),
  /**
   * How long logs are kept. One of the numbers of days that CloudWatch Logs takes.
   * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
   */
  logRetentionDays: z.coerce.number().pipe(z.literal([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731])),
  /**
   * Who is written to when an alarm rings. They must confirm it once.
   * @default '' (the topic is there, and nobody listens to it)
   */
  alarmEmail: z.union([z.literal(''), z.email('must be an email address')]).default(''),
  /**
   * Whether alarms watch the stage.
   * @default true
   */
  alarms: z.union([z.boolean(), z.stringbool()], 'must be true or false').default(true),
  /**
   * Where docs/operations.md is to be read: alarms lead to a heading of it.
   * @default 'docs/operations.md' (its path in the repository)
   */
  runbookUrl: z
    .union(
      [z.literal(runbookPath), z.url({ protocol: /^https$/, error: 'must be an https URL' })],
      'must be an https URL',
    )
    .default(runbookPath),
  /**
   * Write units a second that the table and its indexes take at once. A value that was deployed can be raised and never
   * lowered, and DynamoDB charges for each raise.
   * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html
   * @default 0 (what DynamoDB gives a new table, and what it has grown to since: 4,000 and more)
   */
  warmWriteUnits: z.coerce
    .number()
    .int()
    .refine((units) => units === 0 || units >= 4_000, 'must be 0, or 4000 and more')
    .default(0),
  /**
   * Calls at once that are reserved for each of the two readers of the table's changes, so that nothing else in the account
   * keeps emails and audit log waiting. Lambda leaves 100 of the account's calls unreserved.
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   * @default 0 (none are)
   */
  readerConcurrency: z.coerce.number().int().min(0).default(0),
  /**
   * Which partition keys IAM sees when it authorizes a step of a DynamoDB transaction: those of the step, those of the whole
   * transaction, or none. AWS does not document it; `npm run smoke` shows it. See docs/decisions/0044.
   * @default 'step'
   */
  transactionKeys: z.enum(['step', 'transaction', 'none']).default('step'),
  /**
   * Emails a second that SES lets the account send, as its console shows it. The number of concurrent senders is
   * derived from it.
   * https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html
   * @default 14 (the usual one of an account outside the sandbox; it is 1 in the sandbox)
   */
  emailsPerSecond: z.coerce.number().int().min(1).max(2_500).default(14),
  /**
   * What SES lets the account send in 24 hours, as its console says it. An alarm rings at four fifths.
   * https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html
   * @default 50000 (what it mostly is outside the sandbox)
   */
  emailsPerDay: z.coerce.number().int().min(1).default(50_000),
});

export type Settings = z.infer<typeof settingsSchema>;

/** What a stage has of its own. */
export type StageDefaults = z.input<typeof settingsSchema>;
