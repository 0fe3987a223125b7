import { expect, test } from 'vitest';
import { resolved, scopeOf } from './resolved.ts';
import { onlyResource, resourcesOf, synthesized } from './synthesized.ts';

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
const output = (of: typeof own, name: string) => text(of, of.running.toJSON().Outputs[name].Value);
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
  expect(onlyResource(own.state, 'AWS::Cognito::UserPoolDomain').Properties).toMatchObject({
    Domain: 'login.example.org',
    CustomDomainConfig: { CertificateArn: certificate },
  });
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
    'https://login.example.org/oauth2/idpresponse',
  ]);
  const login = 'https://partnerally-invitations.auth.eu-central-1.amazoncognito.com';
  expect(addresses(none).slice(2)).toEqual([login, `${login}/oauth2/idpresponse`]);
});

test('the console may talk to the hosted login where that is', () => {
  const [, headers] =
    resourcesOf(own.state, 'AWS::CloudFront::ResponseHeadersPolicy').find(([id]) => id.startsWith('Console')) ?? [];
  const { SecurityHeadersConfig } = headers?.Properties.ResponseHeadersPolicyConfig ?? {};
  const { ContentSecurityPolicy: policy } = SecurityHeadersConfig.ContentSecurityPolicy;
  expect(text(own, policy)).toContain("connect-src 'self' https://login.example.org;");
});

test('operators are told every record that DNS needs: three that sign the mail, and one for each domain of theirs', () => {
  expect(records(none)).toHaveLength(3);
  expect(records(own).slice(0, 3)).toEqual(records(none));
  expect(records(own).slice(3)).toEqual([
    { name: 'app.example.org', type: 'CNAME', value: expect.stringMatching(/^Console.*\.DomainName$/) },
    { name: 'api.example.org', type: 'CNAME', value: expect.stringMatching(/^ApiDomain.*\.RegionalDomainName$/) },
    { name: 'login.example.org', type: 'CNAME', value: 'HostedLogin.CloudFrontDistribution' },
  ]);
});

test('a stage without domains of its own has none of that', () => {
  for (const type of ['AWS::ApiGatewayV2::DomainName', 'AWS::ApiGatewayV2::ApiMapping'])
    expect([...resourcesOf(none.state, type), ...resourcesOf(none.running, type)]).toEqual([]);
});
