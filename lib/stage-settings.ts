import * as z from 'zod';

const stages = ['dev', 'staging', 'prod', 'local'] as const;

export type Stage = (typeof stages)[number];

const originOrNone = /^(?:(?:https:\/\/[a-z0-9.-]+|http:\/\/localhost)(?::\d+)?)?$/;
const edgeCertificateOrNone = /^(?:arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+)?$/;
/** Stands for a Google client until there is one. */
export const notSet = 'not-set';

const secondsPerDay = 86_400;

/** What may differ between deployments, each with its default. `cdk -c <name>=<value>` overrides one of them. */
const settingsSchema = z.strictObject({
  /** @default 'PartnerAlly' */
  productName: z.string().trim().min(1).max(60),
  /**
   * Address that invitation emails come from. Its domain must be verified with SES.
   * @default 'invitations@partnerally.com'
   */
  senderEmail: z.email('must be an email address').toLowerCase(),
  /**
   * Origin of the console: what invitation links and sign-in's way back are made from. No path, no trailing slash.
   * @default '' (the one that CloudFront gives the console), 'http://localhost:3000' in local
   */
  baseUrl: z
    .string()
    .regex(originOrNone, 'must be an https origin (http for localhost) without path or trailing slash'),
  /**
   * Certificate for the host of `baseUrl`, in us-east-1, where CloudFront looks for it.
   * @default ''
   */
  consoleCertificateArn: z.string().regex(edgeCertificateOrNone, 'must be the ARN of a certificate in us-east-1'),
  /**
   * How long an invitation can be accepted.
   * @default 604800 (7 days)
   */
  invitationLifetimeSeconds: z.coerce
    .number()
    .int()
    .min(1)
    .max(365 * secondsPerDay),
  /**
   * Least time between two emails of one invitation.
   * @default 60
   */
  resendPauseSeconds: z.coerce.number().int().min(0).max(secondsPerDay),
  /**
   * OAuth client at Google. Its secret is not a setting: it is put into the secret that the state stack makes.
   * @default 'not-set': everything deploys, nobody can sign in
   */
  googleClientId: z.string().regex(/^[\w.-]+$/),
  /**
   * Version of the Google client's secret to hand to Cognito. CloudFormation looks a secret up only where the
   * template changes, so name the new version here after changing the secret.
   * @default '' (the version current when the identity provider was last changed)
   */
  googleClientSecretVersion: z.string().regex(/^[\w-]*$/),
  /**
   * First label of the hosted login's host, unique among all customers in a region.
   * @default 'partnerally-invitations' in prod, 'partnerally-invitations-<stage>' elsewhere
   */
  hostedLoginPrefix: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'must be 1 to 63 lower-case letters, digits and inner hyphens')
    .refine((prefix) => !/aws|amazon|cognito/.test(prefix), 'must not contain aws, amazon or cognito'),
  /**
   * Whether table, user pool, secrets and mail identity outlive their stack and refuse to be deleted.
   * @default true, false in local
   */
  keepState: z.union([z.boolean(), z.stringbool()], 'must be true or false'),
  /**
   * How long logs are kept. One of the numbers of days that CloudWatch Logs takes.
   * @default 365 in prod, 30 elsewhere
   */
  logRetentionDays: z.coerce.number().pipe(z.literal([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731])),
});

export type StageSettings = Readonly<z.infer<typeof settingsSchema>> & { readonly stage: Stage };

/** Names of the settings that a deployment can override. */
export const settingNames = Object.keys(settingsSchema.shape);

/** The settings asked for make no sense; the message names each and says what is expected. */
export class SettingsError extends Error {}

const defaults = (stage: Stage): z.input<typeof settingsSchema> => ({
  productName: 'PartnerAlly',
  senderEmail: 'invitations@partnerally.com',
  baseUrl: stage === 'local' ? 'http://localhost:3000' : '',
  consoleCertificateArn: '',
  invitationLifetimeSeconds: 7 * secondsPerDay,
  resendPauseSeconds: 60,
  googleClientId: notSet,
  googleClientSecretVersion: '',
  hostedLoginPrefix: stage === 'prod' ? 'partnerally-invitations' : `partnerally-invitations-${stage}`,
  keepState: stage !== 'local',
  logRetentionDays: stage === 'prod' ? 365 : 30,
});

/** Host of an origin. */
export const hostOf = (url: string): string => new URL(url).hostname;

const addressFaults = ({ stage, baseUrl, consoleCertificateArn }: StageSettings): string[] => {
  if (stage === 'local') return baseUrl ? [] : ['baseUrl: must be given in local'];
  if (baseUrl.startsWith('http:')) return ['baseUrl: must be https in a deployed stage'];
  if (baseUrl && !consoleCertificateArn)
    return [`consoleCertificateArn: must be given with baseUrl: the certificate for ${hostOf(baseUrl)}, in us-east-1`];
  if (consoleCertificateArn && !baseUrl) return ['baseUrl: must be given with consoleCertificateArn'];
  return [];
};

/** What each value alone can't tell: deployed stages are reached over https, and prod can't be thrown away. */
const faultsTogether = (settings: StageSettings): string[] => [
  ...addressFaults(settings),
  ...(settings.stage === 'prod' && !settings.keepState ? ['keepState: must be true in prod'] : []),
];

const isStage = (value: unknown): value is Stage => stages.some((stage) => stage === value);

/** Settings of a stage, defaults under the overrides. Throws `SettingsError` naming every value that can't be. */
export const stageSettings = (stage: unknown, overrides: Readonly<Record<string, unknown>> = {}): StageSettings => {
  if (!isStage(stage)) throw new SettingsError(`Stage "${stage}" is unknown: it must be one of ${stages.join(', ')}.`);
  const parsed = settingsSchema.safeParse({ ...defaults(stage), ...overrides });
  const faults = parsed.success
    ? faultsTogether({ stage, ...parsed.data })
    : parsed.error.issues.map(({ path, message }) => [...path, message].join(': '));
  if (parsed.success && faults.length === 0) return { stage, ...parsed.data };
  throw new SettingsError(`The settings of stage "${stage}" can't be used. ${faults.join('; ')}.`);
};
