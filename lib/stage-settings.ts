import { type Settings, type StageDefaults, settingsSchema } from './settings-schema.ts';
import { dev } from './stages/dev.ts';
import { local } from './stages/local.ts';
import { prod } from './stages/prod.ts';
import { staging } from './stages/staging.ts';

const stages = { dev, staging, prod, local } as const satisfies Record<string, StageDefaults>;

export type Stage = keyof typeof stages;
export type StageSettings = Readonly<Settings> & { readonly stage: Stage };

/** Names of the settings that a deployment can override. */
export const settingNames = Object.keys(settingsSchema.shape);

/** The settings asked for make no sense; the message names each and says what is expected. */
export class SettingsError extends Error {}

/** Host of an origin. */
export const hostOf = (url: string): string => new URL(url).hostname;

type Pair = readonly [name: string, host: string, certificate: string, arn: string, where: string];

/** A domain of one's own comes with its certificate, or not at all. */
const certificateFaults = ([name, host, certificate, arn, where]: Pair): string[] => {
  if (host && !arn) return [`${certificate}: must be given with ${name}: the certificate for ${host}, in ${where}`];
  return arn && !host ? [`${name}: must be given with ${certificate}`] : [];
};

const domainFaults = (settings: StageSettings): string[] => {
  const { baseUrl, apiDomain, signInDomain } = settings;
  const consoleHost = baseUrl && hostOf(baseUrl);
  const pairs: readonly Pair[] = [
    ['baseUrl', consoleHost, 'consoleCertificateArn', settings.consoleCertificateArn, 'us-east-1'],
    ['apiDomain', apiDomain, 'apiCertificateArn', settings.apiCertificateArn, 'the region of the deployment'],
    ['signInDomain', signInDomain, 'signInCertificateArn', settings.signInCertificateArn, 'us-east-1'],
  ];
  const hosts = [consoleHost, apiDomain, signInDomain].filter(Boolean);
  return [
    ...pairs.flatMap(certificateFaults),
    ...(new Set(hosts).size < hosts.length
      ? ['apiDomain, signInDomain: must be other hosts than that of baseUrl']
      : []),
  ];
};

const addressFaults = (settings: StageSettings): string[] => {
  const { stage, baseUrl, apiDomain, signInDomain } = settings;
  if (stage !== 'local')
    return baseUrl.startsWith('http:') ? ['baseUrl: must be https in a deployed stage'] : domainFaults(settings);
  return [
    ...(baseUrl ? [] : ['baseUrl: must be given in local']),
    ...(apiDomain || signInDomain ? ['apiDomain, signInDomain: everything has one origin in local'] : []),
  ];
};

/** What each value alone can't tell: deployed stages are reached over https, and prod can't be thrown away. */
const faultsTogether = (settings: StageSettings): string[] => [
  ...addressFaults(settings),
  ...(settings.stage === 'prod' && !settings.keepState ? ['keepState: must be true in prod'] : []),
];

const isStage = (value: unknown): value is Stage => typeof value === 'string' && Object.hasOwn(stages, value);

/**
 * Settings of a stage: its own defaults over the common ones, the overrides over both. Throws `SettingsError` naming
 * every value that can't be.
 */
export const stageSettings = (stage: unknown, overrides: Readonly<Record<string, unknown>> = {}): StageSettings => {
  if (!isStage(stage))
    throw new SettingsError(`Stage "${stage}" is unknown: it must be one of ${Object.keys(stages).join(', ')}.`);
  const parsed = settingsSchema.safeParse({ ...stages[stage], ...overrides });
  const faults = parsed.success
    ? faultsTogether({ stage, ...parsed.data })
    : parsed.error.issues.map(({ path, message }) => [...path, message].join(': '));
  if (parsed.success && faults.length === 0) return { stage, ...parsed.data };
  throw new SettingsError(`The settings of stage "${stage}" can't be used. ${faults.join('; ')}.`);
};
