import { Annotations, Aws, Duration, type SecretValue, Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AccessLevel,
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Construct } from 'constructs';
import { invitationPath } from '#core/contract/invitation-path.ts';
import { originHeader } from '#core/deployment.ts';
import type { StageSettings } from '#lib/settings/stage-settings.ts';
import { hostOf } from '#lib/settings/validate-settings.ts';
import { acknowledge, acknowledgeControl } from '#lib/stacks/acknowledge.ts';
import type { ConsoleBuckets } from './buckets.ts';
import { apiHeaders, consoleHeaders } from './headers.ts';

type ConsoleDistributionProps = {
  readonly settings: StageSettings;
  readonly buckets: ConsoleBuckets;
  readonly api: HttpApi;
  /** Undefined without a firewall. */
  readonly firewall: Firewall | undefined;
};

export type Firewall = {
  readonly webAclArn: string;
  /** Sent to the API with each request. */
  readonly originSecret: SecretValue;
};

/**
 * Rewrites the paths of pages to index.html: all paths that start with the invitation page's, and those whose last
 * part has no dot. All others are files. Runs in CloudFront's JavaScript runtime, and locally from the template.
 */
const pageOrFile = `function handler(event) {
  const request = event.request;
  if (${invitationPath}.test(request.uri) || !/\\.[^/]*$/.test(request.uri)) request.uri = '/index.html';
  return request;
}
`;

/**
 * Turns off the caching of errors. CloudFront caches them for ten seconds even if caching is disabled, whatever their
 * Cache-Control is: one person's 404 would be served to others.
 */
const uncachedErrors = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504].map((httpStatus) => ({
  httpStatus,
  ttl: Duration.seconds(0),
}));

const pages = (scope: Construct, { settings, buckets }: ConsoleDistributionProps): BehaviorOptions => ({
  // Without LIST, S3 would respond with 403 instead of 404 for missing files.
  origin: S3BucketOrigin.withOriginAccessControl(buckets.files, {
    originAccessLevels: [AccessLevel.READ, AccessLevel.LIST],
    originAccessControl: new S3OriginAccessControl(scope, 'ConsoleAccess', {
      originAccessControlName: `invitations-${settings.stage}-console-${Aws.REGION}`,
    }),
  }),
  viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
  allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
  compress: true,
  // Follows the Cache-Control of each file; no-cache files are requested again after one second.
  cachePolicy: CachePolicy.CACHING_OPTIMIZED,
  responseHeadersPolicy: consoleHeaders(scope, settings),
  functionAssociations: [
    {
      eventType: FunctionEventType.VIEWER_REQUEST,
      function: new EdgeFunction(scope, 'PageOrFile', {
        functionName: `invitations-${settings.stage}-page-or-file-${Aws.REGION}`,
        comment: 'Serves index.html for the path of a page',
        runtime: FunctionRuntime.JS_2_0,
        code: FunctionCode.fromInline(pageOrFile),
      }),
    },
  ],
});

/** Returns the host of the API: its own, or its custom domain behind the firewall. */
const apiOrigin = (scope: Construct, { settings, api, firewall }: ConsoleDistributionProps) =>
  firewall
    ? { host: settings.apiDomain, customHeaders: { [originHeader]: firewall.originSecret.unsafeUnwrap() } }
    : { host: `${api.apiId}.execute-api.${Aws.REGION}.${Stack.of(scope).urlSuffix}`, customHeaders: undefined };

const apiRequests = (scope: Construct, props: ConsoleDistributionProps): BehaviorOptions => {
  const { host, customHeaders } = apiOrigin(scope, props);
  return {
    origin: new HttpOrigin(host, {
      ...(customHeaders && { customHeaders }),
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [OriginSslPolicy.TLS_V1_2],
      // One second more than the API's maximum.
      readTimeout: Duration.seconds(30),
    }),
    // No redirect: the token would already have been sent unencrypted, without an error.
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    allowedMethods: AllowedMethods.ALLOW_ALL,
    cachePolicy: CachePolicy.CACHING_DISABLED,
    // Forwards Authorization only with all headers. API Gateway accepts only its own Host.
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    responseHeadersPolicy: apiHeaders(scope, props.settings),
  };
};

/** Returns the custom domains of the console, starting with the one in emails. */
export const consoleHosts = ({ baseUrl, otherBaseUrl, consoleCertificateArn }: StageSettings): string[] =>
  consoleCertificateArn ? [baseUrl, otherBaseUrl].filter(Boolean).map(hostOf) : [];

const ownDomain = (scope: Construct, settings: StageSettings) =>
  settings.consoleCertificateArn && {
    domainNames: consoleHosts(settings),
    certificate: Certificate.fromCertificateArn(scope, 'ConsoleCertificate', settings.consoleCertificateArn),
    // The policy of CloudFront's own domain can't be changed.
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
  };

const acknowledgeOwnDomain = (distribution: Distribution): void => {
  const reason = 'CloudFront sets the policy of its own domain; custom domains require TLS 1.2.';
  acknowledge(distribution, 'CFR4', reason);
  for (const rule of ['custom_ssl_certificate', 'security_policy', 'sni_enabled'])
    acknowledgeControl(distribution, `cloudfront_${rule}_check`, reason);
};

/** Creates one origin for console and API: `/v1/*` goes to API Gateway, everything else to the bucket. */
export const consoleDistribution = (scope: Construct, props: ConsoleDistributionProps): Distribution => {
  const { settings, buckets, firewall } = props;
  const distribution = new Distribution(scope, 'Console', {
    comment: `Invitations, ${settings.stage}: console and API`,
    ...ownDomain(scope, settings),
    defaultRootObject: 'index.html',
    defaultBehavior: pages(scope, props),
    additionalBehaviors: { '/v1/*': apiRequests(scope, props) },
    errorResponses: uncachedErrors,
    httpVersion: HttpVersion.HTTP2_AND_3,
    logBucket: buckets.accessLog,
    logFilePrefix: 'console/',
    ...(firewall && { webAclId: firewall.webAclArn }),
  });
  Annotations.of(distribution).acknowledgeWarning(
    '@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk',
    'No request reaches the root of the bucket: every path without a dot becomes index.html, and the root has a default object.',
  );
  acknowledge(distribution, 'CFR1', 'Invitees are wherever their organizations are.');
  if (!firewall)
    acknowledge(
      distribution,
      'CFR2',
      'The API throttles every route, public ones more strictly; the pages are static.',
    );
  if (!settings.consoleCertificateArn) acknowledgeOwnDomain(distribution);
  return distribution;
};
