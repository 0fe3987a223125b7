import { expect, test } from 'vitest';
import { resolved, scopeOf } from '#test/lib/resolved.ts';
import { onlyResource, resourcesOf, synthesized } from '#test/lib/synthesized.ts';

const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/0f0f0f0f-0000-4000-8000-000000000000';
const own = await synthesized('prod', {
  baseUrl: 'https://app.example.org',
  consoleCertificateArn: certificate,
  apiDomain: 'api.example.org',
  apiCertificateArn: certificate.replace('us-east-1', 'eu-central-1'),
  signInDomain: 'login.example.org',
  signInCertificateArn: certificate,
});
const none = await synthesized('prod');

const text = (of: typeof own, value: unknown) => resolved(value, scopeOf(of));
const output = (of: typeof own, name: string) => text(of, of.state.toJSON().Outputs[name].Value);
const records = (of: typeof own): { name: string; type: string; value: string }[] =>
  JSON.parse(text(of, of.state.toJSON().Outputs.DnsRecords.Value));

test('custom domains serve console, API and sign-in with TLS 1.2', () => {
  expect(onlyResource(own.state, 'AWS::CloudFront::Distribution').Properties.DistributionConfig.Aliases).toEqual([
    'app.example.org',
  ]);
  expect(onlyResource(own.state, 'AWS::ApiGatewayV2::DomainName').Properties).toMatchObject({
    DomainName: 'api.example.org',
    DomainNameConfigurations: [{ EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' }],
  });
});

// Cognito allows one of each. Replacing the domain would interrupt every sign-in.
test('a custom sign-in domain is added to the one of Cognito', () => {
  const logins = (of: typeof own) =>
    resourcesOf(of.state, 'AWS::Cognito::UserPoolDomain').map(([id, { Properties }]) => [id, Properties]);
  const [ofCognito, ...others] = logins(own);
  expect([ofCognito]).toEqual(logins(none));
  expect(others).toEqual([
    [
      'SignInDomain',
      expect.objectContaining({
        Domain: 'login.example.org',
        CustomDomainConfig: { CertificateArn: certificate },
        UserPoolId: { Ref: 'UserPool' },
      }),
    ],
  ]);
});

test('the custom domain of the API maps to its stage', () => {
  const [[stage] = ['']] = resourcesOf(own.running, 'AWS::ApiGatewayV2::Stage');
  expect(onlyResource(own.running, 'AWS::ApiGatewayV2::ApiMapping').Properties).toMatchObject({
    DomainName: 'api.example.org',
    Stage: { Ref: stage },
  });
});

test('the outputs have the custom domains and redirect URIs', () => {
  const addresses = (of: typeof own) =>
    ['ConsoleUrl', 'ApiUrl', 'HostedLoginUrl', 'GoogleRedirectUri'].map((name) => output(of, name));
  expect(addresses(own)).toEqual([
    'https://app.example.org',
    'https://api.example.org',
    'https://login.example.org',
    'https://login.example.org/oauth2/idpresponse https://partnerally-invitations.auth.eu-central-1.amazoncognito.com/oauth2/idpresponse',
  ]);
  const login = 'https://partnerally-invitations.auth.eu-central-1.amazoncognito.com';
  expect(addresses(none).slice(2)).toEqual([login, `${login}/oauth2/idpresponse`]);
});

test('the content security policy allows every hosted login', () => {
  const [, headers] =
    resourcesOf(own.state, 'AWS::CloudFront::ResponseHeadersPolicy').find(([id]) => id.startsWith('Console')) ?? [];
  const { SecurityHeadersConfig } = headers?.Properties.ResponseHeadersPolicyConfig ?? {};
  const { ContentSecurityPolicy: policy } = SecurityHeadersConfig.ContentSecurityPolicy;
  expect(text(own, policy)).toContain(
    "connect-src 'self' https://login.example.org https://partnerally-invitations.auth.eu-central-1.amazoncognito.com;",
  );
});

test('DnsRecords has DKIM, SPF at the bounce domain, and DMARC', () => {
  const dkim = expect.objectContaining({ type: 'CNAME', value: expect.stringMatching(/^SenderDomain\w+\.DkimDNS/) });
  expect(records(none)).toEqual([
    dkim,
    dkim,
    dkim,
    { name: 'mail.partnerally.com', type: 'MX', value: '10 feedback-smtp.eu-central-1.amazonses.com' },
    { name: 'mail.partnerally.com', type: 'TXT', value: 'v=spf1 include:amazonses.com ~all' },
    { name: '_dmarc.partnerally.com', type: 'TXT', value: 'v=DMARC1; p=none' },
  ]);
});

test('MAIL FROM is a subdomain of the sender, and emails are sent before its DNS exists', async () => {
  const behavior = { MailFromDomain: 'mail.partnerally.com', BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' };
  expect(onlyResource(none.state, 'AWS::SES::EmailIdentity').Properties.MailFromAttributes).toEqual(behavior);
  const other = await synthesized('prod', { mailFromDomain: 'bounces.partnerally.com' });
  expect(records(other).filter(({ name }) => name === 'bounces.partnerally.com')).toHaveLength(2);
});

test('DnsRecords has one record for each custom domain', () => {
  expect(records(own).slice(0, 6)).toEqual(records(none));
  expect(records(own).slice(6)).toEqual([
    { name: 'app.example.org', type: 'CNAME', value: expect.stringMatching(/^Console.*\.DomainName$/) },
    { name: 'api.example.org', type: 'CNAME', value: expect.stringMatching(/^ApiDomain.*\.RegionalDomainName$/) },
    { name: 'login.example.org', type: 'CNAME', value: 'SignInDomain.CloudFrontDistribution' },
  ]);
});

test('a stage without custom domains has no such resources', () => {
  for (const type of ['AWS::ApiGatewayV2::DomainName', 'AWS::ApiGatewayV2::ApiMapping'])
    expect([...resourcesOf(none.state, type), ...resourcesOf(none.running, type)]).toEqual([]);
});

// An open console uses the domain of its settings until it is reloaded.
test('the CloudFront domain stays a redirect URI when the console gets a custom domain', () => {
  const { CallbackURLs, LogoutURLs } = onlyResource(own.state, 'AWS::Cognito::UserPoolClient').Properties;
  const [distribution] = resourcesOf(own.state, 'AWS::CloudFront::Distribution')[0] ?? [];
  const urls = [...CallbackURLs, ...LogoutURLs].map((url) => text(own, url));
  expect(urls).toEqual([
    'https://app.example.org/signed-in',
    `https://${distribution}.DomainName/signed-in`,
    'https://app.example.org/',
    `https://${distribution}.DomainName/`,
  ]);
});

test('otherBaseUrl serves the console and sign-in on both domains, and emails use the new one', async () => {
  const two = await synthesized('prod', {
    baseUrl: 'https://app.example.org',
    otherBaseUrl: 'https://old.example.org',
    consoleCertificateArn: certificate,
  });
  expect(onlyResource(two.state, 'AWS::CloudFront::Distribution').Properties.DistributionConfig.Aliases).toEqual([
    'app.example.org',
    'old.example.org',
  ]);
  expect(onlyResource(two.state, 'AWS::Cognito::UserPoolClient').Properties.CallbackURLs.slice(0, 2)).toEqual([
    'https://app.example.org/signed-in',
    'https://old.example.org/signed-in',
  ]);
  expect(
    records(two)
      .slice(6)
      .map(({ name }) => name),
  ).toEqual(['app.example.org', 'old.example.org']);
  expect(output(two, 'ConsoleUrl')).toBe('https://app.example.org');
  const settings = resourcesOf(two.running, 'Custom::CDKBucketDeployment').map(([, { Properties }]) => Properties);
  expect(JSON.stringify(settings)).toMatch(/https:\/\/app\.example\.org.*https:\/\/old\.example\.org/);
});
