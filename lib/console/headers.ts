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

/** Returns the Content-Security-Policy of the console's pages. */
const contentSecurityPolicy = (settings: StageSettings): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    // Covers style elements and attributes in markup. Styles that React sets through the DOM are not affected.
    "style-src 'self'",
    // Profile pictures come from Google.
    "img-src 'self' data: https://*.googleusercontent.com",
    "font-src 'self'",
    // All hosted logins: these headers are deployed before the console switches to another one.
    `connect-src 'self' ${hostedLoginUrls(settings, Aws.REGION).join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Browser features that the console does not use, so that an injected script can't use them. */
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

// Policy names are unique across all regions.
const nameOf = ({ stage }: StageSettings, of: string): string => `invitations-${stage}-${of}-${Aws.REGION}`;

/** Response headers of every page and file of the console, also of errors. */
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

/** Response headers of the API at the console's origin. */
export const apiHeaders = (scope: Construct, settings: StageSettings): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, 'ApiHeaders', {
    responseHeadersPolicyName: nameOf(settings, 'api'),
    securityHeadersBehavior: everywhere,
  });
