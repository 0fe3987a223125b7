import { mailFromDomain, senderDomain } from '#lib/email/sender-domain.ts';
import { redirectUris } from '#lib/sign-in/hosted-login.ts';
import { notSet } from './schema.ts';
import type { StageSettings } from './stage-settings.ts';

/** Returns the host of an origin. */
export const hostOf = (url: string): string => new URL(url).hostname;

type Pair = readonly [name: string, host: string, certificate: string, arn: string, where: string];

/** A custom domain and its certificate require each other. */
const certificateErrors = ([name, host, certificate, arn, where]: Pair): string[] => {
  if (host && !arn) return [`${certificate}: must be given with ${name}: the certificate for ${host}, in ${where}`];
  return arn && !host ? [`${name}: must be given with ${certificate}`] : [];
};

const domainErrors = (settings: StageSettings): string[] => {
  const { baseUrl, otherBaseUrl, apiDomain, apiCertificateArn, signInDomain, region } = settings;
  const consoleHost = baseUrl && hostOf(baseUrl);
  const pairs: readonly Pair[] = [
    ['baseUrl', consoleHost, 'consoleCertificateArn', settings.consoleCertificateArn, 'us-east-1'],
    ['apiDomain', apiDomain, 'apiCertificateArn', apiCertificateArn, region || 'the region of the deployment'],
    ['signInDomain', signInDomain, 'signInCertificateArn', settings.signInCertificateArn, 'us-east-1'],
  ];
  const hosts = [consoleHost, otherBaseUrl && hostOf(otherBaseUrl), apiDomain, signInDomain].filter(Boolean);
  return [
    ...pairs.flatMap(certificateErrors),
    ...(region && apiCertificateArn && !apiCertificateArn.includes(`:${region}:`)
      ? [`apiCertificateArn: must be the ARN of a certificate in ${region}`]
      : []),
    ...(new Set(hosts).size < hosts.length
      ? ['otherBaseUrl, apiDomain, signInDomain: must be other hosts than that of baseUrl']
      : []),
    ...(otherBaseUrl && !baseUrl ? ['otherBaseUrl: must be given with baseUrl'] : []),
  ];
};

/**
 * Regions that are enabled by default. CloudFront can't deliver its access log to buckets in other regions.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html
 */
const regionsWithAccessLog: readonly string[] = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
];

const regionErrors = ({ region }: StageSettings): string[] =>
  region === '' || regionsWithAccessLog.includes(region)
    ? []
    : [
        `region: CloudFront can't deliver the console's access log to ${region}. It must be one of ${regionsWithAccessLog.join(', ')}`,
      ];

/** A missing Google client is only a warning in dev, where everything but sign-in works without it. */
const googleErrors = (settings: StageSettings): string[] => {
  const { stage, googleClientId, region } = settings;
  if (googleClientId !== notSet || stage === 'dev') return [];
  const uris = redirectUris(settings, region || '<region>').join(' and ');
  return [`googleClientId: must be the id of an OAuth client at Google that may redirect to ${uris}`];
};

const mailFromErrors = (settings: StageSettings): string[] =>
  mailFromDomain(settings).endsWith(`.${senderDomain(settings)}`)
    ? []
    : [`mailFromDomain: must be below ${senderDomain(settings)}`];

/** The firewall is in us-east-1, and useless while the API can be reached another way. */
const firewallErrors = ({ waf, apiDomain, account, region }: StageSettings): string[] => {
  const missing = Object.entries({ apiDomain, account, region }).flatMap(([name, value]) => (value ? [] : [name]));
  return waf && missing.length > 0 ? [`waf: needs ${missing.join(', ')}`] : [];
};

const deployedErrors = (settings: StageSettings): string[] => [
  ...(settings.baseUrl.startsWith('http:') ? ['baseUrl: must be https in a deployed stage'] : domainErrors(settings)),
  ...(settings.otherBaseUrl.startsWith('http:') ? ['otherBaseUrl: must be https in a deployed stage'] : []),
  ...regionErrors(settings),
  ...mailFromErrors(settings),
  ...googleErrors(settings),
  ...firewallErrors(settings),
  ...(settings.stage === 'prod' && !settings.keepState ? ['keepState: must be true in prod'] : []),
];

const localErrors = ({ baseUrl, otherBaseUrl, apiDomain, signInDomain, waf, restoring }: StageSettings): string[] => [
  ...(baseUrl ? [] : ['baseUrl: must be given in local']),
  ...(waf ? ['waf: not supported in local'] : []),
  ...(restoring ? ['restoring: not supported in local'] : []),
  ...(otherBaseUrl || apiDomain || signInDomain
    ? ['otherBaseUrl, apiDomain, signInDomain: everything has one origin in local']
    : []),
];

/** Returns the validation errors of settings that depend on each other or on the stage. */
export const validateSettings = (settings: StageSettings): string[] =>
  settings.stage === 'local' ? localErrors(settings) : deployedErrors(settings);
