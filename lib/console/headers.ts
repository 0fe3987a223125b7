import { Aws, Duration } from 'aws-cdk-lib';
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  ResponseHeadersPolicy,
  type ResponseSecurityHeadersBehavior,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import type { StageSettings } from '#lib/settings/stage-settings.ts';
import { hostedLoginUrls } from '#lib/sign-in/hosted-login.ts';

/** What the pages of the console may do, sent with each of them. */
const contentSecurityPolicy = (settings: StageSettings): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    // Of style elements and of style attributes in markup too: what React sets goes by the element, past this.
    "style-src 'self'",
    // People's pictures are Google's.
    "img-src 'self' data: https://*.googleusercontent.com",
    "font-src 'self'",
    // Both, where there are two: the console learns later than these headers which one is the first.
    `connect-src 'self' ${hostedLoginUrls(settings, Aws.REGION).join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** The console asks for none of them; a script that got in can't either. */
const deniedFeatures = [
  'camera',
  'display-capture',
  'geolocation',
  'microphone',
  'payment',
  'publickey-credentials-get',
  'usb',
];

const everywhere: ResponseSecurityHeadersBehavior = {
  strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: true, override: true },
  contentTypeOptions: { override: true },
};

// Names of policies are one namespace over all regions.
const nameOf = ({ stage }: StageSettings, of: string): string => `invitations-${stage}-${of}-${Aws.REGION}`;

/** Headers of every page and file of the console, of refusals as well. */
export const consoleHeaders = (scope: Construct, settings: StageSettings): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, 'ConsoleHeaders', {
    responseHeadersPolicyName: nameOf(settings, 'console'),
    securityHeadersBehavior: {
      ...everywhere,
      contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(settings), override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
    },
    customHeadersBehavior: {
      customHeaders: [
        {
          header: 'permissions-policy',
          value: deniedFeatures.map((feature) => `${feature}=()`).join(', '),
          override: true,
        },
        { header: 'cross-origin-opener-policy', value: 'same-origin', override: true },
      ],
    },
  });

/** Headers of the API's answers where they come by the console's origin. */
export const apiHeaders = (scope: Construct, settings: StageSettings): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, 'ApiHeaders', {
    responseHeadersPolicyName: nameOf(settings, 'api'),
    securityHeadersBehavior: everywhere,
  });
