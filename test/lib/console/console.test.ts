import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { resolved, scopeOf } from '#test/lib/resolved.ts';
import { onlyResource, type Resource, resourcesOf, synthesized } from '#test/lib/synthesized.ts';

const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/0f0f0f0f-0000-4000-8000-000000000000';
const dev = await synthesized('dev');
const prod = await synthesized('prod', {
  baseUrl: 'https://app.example.org',
  consoleCertificateArn: certificate,
});

const configuration = onlyResource(prod.state, 'AWS::CloudFront::Distribution').Properties.DistributionConfig;
const pages = configuration.DefaultCacheBehavior;
const [api] = configuration.CacheBehaviors;
const resources: Record<string, Resource> = prod.state.toJSON().Resources;
const origin = (id: string) => configuration.Origins.find(({ Id }: { Id: string }) => Id === id);
const headersOf = (policy: { Ref: string }) => resources[policy.Ref]?.Properties.ResponseHeadersPolicyConfig;
const bucket = (logicalId: string): Resource => {
  const [found] = resourcesOf(prod.state, 'AWS::S3::Bucket').filter(([id]) => id.startsWith(logicalId));
  if (!found) throw new Error(`There is no bucket ${logicalId}.`);
  return found[1];
};
const deployments = resourcesOf(prod.running, 'Custom::CDKBucketDeployment');
const settingsOf = (of: typeof prod): string =>
  resourcesOf(of.running, 'Custom::CDKBucketDeployment')
    .flatMap(([, { Properties }]) => Properties.SourceMarkers ?? [])
    .flatMap((markers: object) => Object.values(markers))
    .map((value) => resolved(value, scopeOf(of)))
    .join('\n');

const edgeFunction = onlyResource(prod.state, 'AWS::CloudFront::Function').Properties;

test.each([
  ['/', '/index.html'],
  ['/invitation', '/index.html'],
  ['/invitation/', '/index.html'],
  ['/invitation%23k1.o1.i1.code', '/index.html'],
  ['/invitation%2523k1.o1.i1.code', '/index.html'],
  ['/invitation/k1.o1.i1.code', '/index.html'],
  ['/invitation&#35;k1.o1.i1.code', '/index.html'],
  ['/Invitation/%23k1.o1.i1.code', '/index.html'],
  ['/INVITATION.', '/index.html'],
  ['//invitation%23k1.o1.i1.code', '/index.html'],
  ['/assets/invitation-page-1a2b3c.js', '/assets/invitation-page-1a2b3c.js'],
  ['/organizations/o1/settings/members', '/index.html'],
  ['/version-1.2/notes', '/index.html'],
  ['/settings.json', '/settings.json'],
  ['/assets/main-1a2b3c.js', '/assets/main-1a2b3c.js'],
])('a browser requesting %s gets %s', (asked, given) => {
  const event = { request: { uri: asked, headers: {} } };
  expect(runInNewContext(`${edgeFunction.FunctionCode}; handler(event)`, { event })).toEqual({
    uri: given,
    headers: {},
  });
  expect(edgeFunction.FunctionConfig.Runtime).toBe('cloudfront-js-2.0');
  expect(resources[pages.FunctionAssociations[0].FunctionARN['Fn::GetAtt'][0]]?.Properties).toBe(edgeFunction);
});

test('the distribution forwards all methods and headers except Host to the API without caching', () => {
  expect(configuration.CacheBehaviors).toHaveLength(1);
  expect(api).toMatchObject({
    PathPattern: '/v1/*',
    ViewerProtocolPolicy: 'https-only',
    // The managed policies CachingDisabled and AllViewerExceptHostHeader.
    CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
    OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
  });
  expect(api.AllowedMethods.sort()).toEqual(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);
  expect(api.FunctionAssociations).toBeUndefined();
  const [apiId] = resourcesOf(prod.state, 'AWS::ApiGatewayV2::Api')[0] ?? [];
  expect(resolved(origin(api.TargetOriginId).DomainName, scopeOf(prod))).toBe(
    `${apiId}.execute-api.eu-central-1.amazonaws.com`,
  );
  expect(origin(api.TargetOriginId).CustomOriginConfig).toMatchObject({
    OriginProtocolPolicy: 'https-only',
    OriginSSLProtocols: ['TLSv1.2'],
    OriginReadTimeout: 30,
  });
});

// CloudFront caches a 404 for ten seconds for all viewers by default.
test.each([400, 403, 404, 405, 414, 500, 501, 502, 503, 504])('the distribution does not cache a %i', (status) => {
  expect(configuration.CustomErrorResponses).toContainEqual({ ErrorCode: status, ErrorCachingMinTTL: 0 });
});

test('pages are compressed and served over HTTPS, HTTP/2 and 3 and TLS 1.2', () => {
  expect(pages).toMatchObject({
    Compress: true,
    ViewerProtocolPolicy: 'redirect-to-https',
    AllowedMethods: ['GET', 'HEAD'],
  });
  expect(configuration).toMatchObject({
    HttpVersion: 'http2and3',
    Aliases: ['app.example.org'],
    ViewerCertificate: {
      AcmCertificateArn: certificate,
      MinimumProtocolVersion: 'TLSv1.2_2021',
      SslSupportMethod: 'sni-only',
    },
  });
});

test('the content security policy allows own scripts and styles, API and hosted login, and no framing', () => {
  const { ContentSecurityPolicy, FrameOptions } = headersOf(pages.ResponseHeadersPolicyId).SecurityHeadersConfig;
  const policy = resolved(ContentSecurityPolicy.ContentSecurityPolicy, scopeOf(prod)).split('; ');
  expect(policy).toEqual(
    expect.arrayContaining([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self' https://partnerally-invitations.auth.eu-central-1.amazoncognito.com",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]),
  );
  expect(policy.join('; ')).not.toMatch(/unsafe/);
  expect(FrameOptions.FrameOption).toBe('DENY');
});

test('pages send no referrer and disable device features', () => {
  const { SecurityHeadersConfig, CustomHeadersConfig } = headersOf(pages.ResponseHeadersPolicyId);
  expect(SecurityHeadersConfig.ReferrerPolicy).toEqual({ ReferrerPolicy: 'no-referrer', Override: true });
  expect(CustomHeadersConfig.Items).toContainEqual({
    Header: 'permissions-policy',
    Value: expect.stringContaining('camera=(), '),
    Override: true,
  });
});

test.each([
  ['pages', pages],
  ['the API', api],
])('responses of %s have nosniff and HSTS for two years', (_, behavior) => {
  expect(headersOf(behavior.ResponseHeadersPolicyId).SecurityHeadersConfig).toMatchObject({
    StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, Override: true },
    ContentTypeOptions: { Override: true },
  });
});

test.each(['ConsoleFiles', 'ConsoleAccessLog'])('the bucket %s is closed to the public and encrypted', (logicalId) => {
  expect(bucket(logicalId).Properties).toMatchObject({
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    BucketEncryption: { ServerSideEncryptionConfiguration: [expect.anything()] },
  });
});

type Statement = { Effect: string; Action: unknown; Principal: unknown; Condition: unknown };
const statementsOn = (logicalId: string): Statement[] =>
  resourcesOf(prod.state, 'AWS::S3::BucketPolicy')
    .filter(([, { Properties }]) => Properties.Bucket.Ref.startsWith(logicalId))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);

test.each(['ConsoleFiles', 'ConsoleAccessLog'])('the bucket %s requires TLS', (logicalId) => {
  expect(statementsOn(logicalId)).toContainEqual(
    expect.objectContaining({
      Effect: 'Deny',
      Action: 's3:*',
      Principal: { AWS: '*' },
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  );
});

test('only the distribution can read and list the bucket of the console', () => {
  const allowed = statementsOn('ConsoleFiles').filter(({ Effect }) => Effect === 'Allow');
  const [distribution] = resourcesOf(prod.state, 'AWS::CloudFront::Distribution')[0] ?? [];
  expect(allowed).toHaveLength(1);
  expect(allowed[0]).toMatchObject({
    Action: ['s3:GetObject', 's3:ListBucket'],
    Principal: { Service: 'cloudfront.amazonaws.com' },
  });
  expect(JSON.stringify(allowed[0]?.Condition)).toContain(`{"Ref":"${distribution}"}`);
  expect(origin(pages.TargetOriginId).OriginAccessControlId).toBeDefined();
});

test('the access log of the distribution is retained for 30 days at most', () => {
  expect(configuration.Logging).toMatchObject({ Prefix: 'console/' });
  expect(bucket('ConsoleAccessLog').Properties.LifecycleConfiguration.Rules).toEqual([
    expect.objectContaining({ ExpirationInDays: 30, Status: 'Enabled' }),
  ]);
});

test('a deployment keeps old assets for open tabs', () => {
  expect(deployments).toHaveLength(2);
  for (const [, { Properties }] of deployments)
    expect(Properties).toMatchObject({ Prune: false, RetainOnDelete: true });
});

test('the deployment role can add files and delete none', () => {
  const [role] = resourcesOf(prod.running, 'AWS::IAM::Role').filter(([id]) => id.startsWith('ConsoleFilesRole'));
  const actions = role?.[1].Properties.Policies[0].PolicyDocument.Statement.flatMap(({ Action }: Statement) => Action);
  expect(actions).toEqual([
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    's3:GetObject',
    's3:ListBucket',
    's3:PutObject',
  ]);
  expect(role?.[1].Properties).not.toHaveProperty('ManagedPolicyArns');
});

test('assets are cached for a year, pages and settings are revalidated', () => {
  const kept = deployments.map(([, { Properties }]) => [
    Properties.DestinationBucketKeyPrefix ?? '',
    Properties.SystemMetadata['cache-control'],
  ]);
  expect(kept).toEqual([
    ['assets/', 'public, max-age=31536000, immutable'],
    ['', 'no-cache'],
  ]);
});

test('pages are deployed after their assets', () => {
  const [[assets] = [''], [, page] = ['', undefined]] = deployments;
  expect(page).toMatchObject({ DependsOn: expect.arrayContaining([assets]) });
});

test('settings.json has the hosted login, the issuer of the pool and redirect URIs of the console', () => {
  const settings = settingsOf(prod);
  expect(settings).toContain('"https://partnerally-invitations.auth.eu-central-1.amazoncognito.com/oauth2/authorize"');
  expect(settings).toContain('"https://cognito-idp.eu-central-1.amazonaws.com/UserPool"');
  expect(settings).toContain('"https://app.example.org/signed-in"');
});

test.each([
  ['a domain of its own', prod, 'https://app.example.org'],
  ['none', dev, `https://${resourcesOf(dev.state, 'AWS::CloudFront::Distribution')[0]?.[0]}.DomainName`],
] as const)('links, redirect URIs and settings have the same origin with %s', (_, of, baseUrl) => {
  const text = (value: unknown) => resolved(value, scopeOf(of));
  const { CallbackURLs, LogoutURLs } = onlyResource(of.state, 'AWS::Cognito::UserPoolClient').Properties;
  const mailers = resourcesOf(of.running, 'AWS::Lambda::Function').flatMap(
    ([, { Properties }]) => Properties.Environment?.Variables.BASE_URL ?? [],
  );
  expect({ callback: text(CallbackURLs[0]), logout: text(LogoutURLs[0]), links: mailers.map(text) }).toEqual({
    callback: `${baseUrl}/signed-in`,
    logout: `${baseUrl}/`,
    links: [baseUrl],
  });
  expect(text(of.state.toJSON().Outputs.ConsoleUrl.Value)).toBe(baseUrl);
  expect(settingsOf(of)).toContain(`"${baseUrl}/signed-in"`);
});
