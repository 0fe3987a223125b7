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

test('a stage with domains of its own serves console, API and sign-in there, from TLS 1.2 on', () => {
  expect(onlyResource(own.state, 'AWS::CloudFront::Distribution').Properties.DistributionConfig.Aliases).toEqual([
    'app.example.org',
  ]);
  expect(onlyResource(own.state, 'AWS::ApiGatewayV2::DomainName').Properties).toMatchObject({
    DomainName: 'api.example.org',
    DomainNameConfigurations: [{ EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' }],
  });
});

// Cognito allows one of each. A domain that took the other's place would end every sign-in under way.
test('a domain of its own for sign-in stands beside the one that Cognito gives', () => {
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

test('the domain of the API leads to its one stage', () => {
  const [[stage] = ['']] = resourcesOf(own.running, 'AWS::ApiGatewayV2::Stage');
  expect(onlyResource(own.running, 'AWS::ApiGatewayV2::ApiMapping').Properties).toMatchObject({
    DomainName: 'api.example.org',
    Stage: { Ref: stage },
  });
});

test('operators are told the addresses that hold, and where Google sends people back to', () => {
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

test('the console may talk to the hosted login wherever that is', () => {
  const [, headers] =
    resourcesOf(own.state, 'AWS::CloudFront::ResponseHeadersPolicy').find(([id]) => id.startsWith('Console')) ?? [];
  const { SecurityHeadersConfig } = headers?.Properties.ResponseHeadersPolicyConfig ?? {};
  const { ContentSecurityPolicy: policy } = SecurityHeadersConfig.ContentSecurityPolicy;
  expect(text(own, policy)).toContain(
    "connect-src 'self' https://login.example.org https://partnerally-invitations.auth.eu-central-1.amazoncognito.com;",
  );
});

test('operators are told every record that DNS needs for the mail: DKIM, SPF at the domain of bounces, DMARC', () => {
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

test('bounces go back to a domain below the sender’s, and mail leaves even if that is not in DNS yet', async () => {
  const behavior = { MailFromDomain: 'mail.partnerally.com', BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' };
  expect(onlyResource(none.state, 'AWS::SES::EmailIdentity').Properties.MailFromAttributes).toEqual(behavior);
  const other = await synthesized('prod', { mailFromDomain: 'bounces.partnerally.com' });
  expect(records(other).filter(({ name }) => name === 'bounces.partnerally.com')).toHaveLength(2);
});

test('operators are told one record for each domain of theirs', () => {
  expect(records(own).slice(0, 6)).toEqual(records(none));
  expect(records(own).slice(6)).toEqual([
    { name: 'app.example.org', type: 'CNAME', value: expect.stringMatching(/^Console.*\.DomainName$/) },
    { name: 'api.example.org', type: 'CNAME', value: expect.stringMatching(/^ApiDomain.*\.RegionalDomainName$/) },
    { name: 'login.example.org', type: 'CNAME', value: 'SignInDomain.CloudFrontDistribution' },
  ]);
});

test('a stage without domains of its own has none of that', () => {
  for (const type of ['AWS::ApiGatewayV2::DomainName', 'AWS::ApiGatewayV2::ApiMapping'])
    expect([...resourcesOf(none.state, type), ...resourcesOf(none.running, type)]).toEqual([]);
});

// Its settings name the domain that it was opened at until they are loaded anew.
test('a console that was opened at CloudFront’s own domain goes on signing in when it gets another one', () => {
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

test('while its domain changes, the console is served, signs in and has its record at both, and mails name the new one', async () => {
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
