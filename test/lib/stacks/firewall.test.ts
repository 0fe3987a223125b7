import { expect, test } from 'vitest';
import { environment, originHeader } from '#core/deployment.ts';
import { kebabCase, operationNames } from '#lib/functions/deployed-functions.ts';
import {
  appOf,
  certificateIn,
  functionsOf,
  onlyResource,
  type Resource,
  resourcesOf,
  synthesized,
} from '#test/lib/synthesized.ts';

const settings = {
  waf: 'true',
  account: '123456789012',
  region: 'eu-central-1',
  apiDomain: 'api.example.org',
  apiCertificateArn: certificateIn('eu-central-1'),
};
const guarded = await synthesized('prod', settings);
const withoutFirewall = { ...settings, waf: 'false' };
const open = await synthesized('prod', withoutFirewall);
const assembly = (await appOf('prod', settings)).synth();
const edge = assembly.getStackByName('invitations-prod-edge');
const firewall = Object.values<Resource>(edge.template.Resources)[0]?.Properties;

const distributionOf = ({ state }: typeof guarded) =>
  onlyResource(state, 'AWS::CloudFront::Distribution').Properties.DistributionConfig;
const apiOriginOf = (of: typeof guarded) => {
  const { CacheBehaviors, Origins } = distributionOf(of);
  return Origins.find(({ Id }: { Id: string }) => Id === CacheBehaviors[0].TargetOriginId);
};
// biome-ignore lint/suspicious/noExplicitAny: templates are free-form JSON.
type Rule = any;
const secretOf = (name: string) => functionsOf(guarded).get(name)?.Properties.Environment?.Variables.ORIGIN_SECRETS;

test('the firewall is in us-east-1 and deployed before the distribution', () => {
  expect(edge.environment).toMatchObject({ account: '123456789012', region: 'us-east-1' });
  expect(firewall.Scope).toBe('CLOUDFRONT');
  expect(assembly.getStackByName('invitations-prod-state').dependencies.map(({ id }) => id)).toContain(edge.id);
  const [[output] = ['']] = Object.entries(edge.template.Outputs);
  expect(distributionOf(guarded).WebACLId).toEqual({
    'Fn::GetStackOutput': expect.objectContaining({ OutputName: output, Region: 'us-east-1' }),
  });
});

test('the firewall works for a stage in us-east-1', async () => {
  const there = await synthesized('prod', {
    ...settings,
    region: 'us-east-1',
    apiCertificateArn: certificateIn('us-east-1'),
  });
  expect(distributionOf(there).WebACLId).toHaveProperty('Fn::GetStackOutput');
});

test('the firewall blocks known attacks and limits requests per address', () => {
  const rules = firewall.Rules.map(({ Name, Statement }: Record<string, Record<string, object>>) => [
    Name,
    Object.keys(Statement ?? {})[0],
  ]);
  expect(rules).toEqual([
    ['TooManyRequests', 'RateBasedStatement'],
    ['TooManyOpenRequests', 'RateBasedStatement'],
    ['AWSManagedRulesCommonRuleSet', 'ManagedRuleGroupStatement'],
    ['AWSManagedRulesKnownBadInputsRuleSet', 'ManagedRuleGroupStatement'],
  ]);
});

test('the firewall limits requests to routes without sign-in more strictly', () => {
  const [all, open] = firewall.Rules.map(({ Statement }: Rule) => Statement.RateBasedStatement);
  expect([all.AggregateKeyType, open.AggregateKeyType]).toEqual(['IP', 'IP']);
  expect(open.Limit).toBeLessThan(all.Limit);
  const paths = open.ScopeDownStatement.OrStatement.Statements.map(({ ByteMatchStatement: match }: Rule) => [
    match.SearchString,
    match.PositionalConstraint,
  ]);
  expect(paths.sort()).toEqual([
    ['/v1/health', 'EXACTLY'],
    ['/v1/invitations/preview', 'EXACTLY'],
    ['/v1/openapi.json', 'EXACTLY'],
  ]);
});

test('the firewall is the default where apiDomain, account and region are set', async () => {
  const { waf: _, ...byDefault } = settings;
  expect(distributionOf(await synthesized('prod', byDefault)).WebACLId).toEqual(distributionOf(guarded).WebACLId);
  const { account: __, ...withoutAccount } = byDefault;
  expect(distributionOf(await synthesized('prod', withoutAccount)).WebACLId).toBeUndefined();
});

test.each([
  ['prod', withoutFirewall, true],
  ['prod', {}, true],
  ['prod', settings, false],
  ['dev', {}, false],
] as const)('a synthesis of %s %j warns of a missing firewall: %j', async (stage, given, warns) => {
  const { stacks } = (await appOf(stage, given)).synth();
  const text = JSON.stringify(stacks.flatMap(({ messages }) => messages.map(({ entry }) => entry.data)));
  expect(text.includes('waf is off')).toBe(warns);
});

// A thousand addresses are about 30 kB; the rule allows 8.
test('the firewall allows long bodies and a team named <script>', () => {
  const [, , { Statement }] = firewall.Rules;
  const counted = Statement.ManagedRuleGroupStatement.RuleActionOverrides.filter(
    ({ ActionToUse }: { ActionToUse: object }) => 'Count' in ActionToUse,
  );
  expect(counted.map(({ Name }: { Name: string }) => Name)).toEqual(
    expect.arrayContaining(['SizeRestrictions_BODY', 'CrossSiteScripting_BODY']),
  );
});

test('the firewall stores no request samples', () => {
  for (const { VisibilityConfig } of [firewall, ...firewall.Rules])
    expect(VisibilityConfig.SampledRequestsEnabled).toBe(false);
});

test('CloudFront uses the custom domain of the API and sends the secret header', () => {
  const [[secretId] = ['']] = resourcesOf(guarded.state, 'AWS::SecretsManager::Secret').filter(([id]) =>
    id.startsWith('OriginSecret'),
  );
  expect(apiOriginOf(guarded)).toMatchObject({
    DomainName: 'api.example.org',
    OriginCustomHeaders: [
      {
        HeaderName: originHeader,
        HeaderValue: { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: secretId }, ':SecretString:sent::}}']] },
      },
    ],
  });
});

test('the default endpoint of the API is disabled after CloudFront has switched', () => {
  const api = onlyResource(guarded.state, 'AWS::ApiGatewayV2::Api');
  expect(api.Properties.DisableExecuteApiEndpoint).toBe(true);
  expect(api.DependsOn).toContain(resourcesOf(guarded.state, 'AWS::CloudFront::Distribution')[0]?.[0]);
  expect(guarded.state.toJSON().Outputs.ApiUrl).toEqual(guarded.state.toJSON().Outputs.ConsoleUrl);
});

test('only the functions of the API have the origin secrets', () => {
  const withSecret = [...functionsOf(guarded).keys()].filter((name) => secretOf(name) !== undefined);
  expect(withSecret.sort()).toEqual(operationNames.map(kebabCase).sort());
  for (const name of withSecret)
    expect(secretOf(name)).toBe('{{resolve:secretsmanager:invitations-prod/origin:SecretString:::}}');
});

test('originSecretVersion changes functions and CloudFront', async () => {
  const renewed = await synthesized('prod', { ...settings, originSecretVersion: 'v-2' });
  expect(JSON.stringify(apiOriginOf(renewed))).toContain(':SecretString:sent::v-2}}');
  expect(JSON.stringify(renewed.running.toJSON())).toContain('invitations-prod/origin:SecretString:::v-2}}');
});

test('a stage without waf has no firewall, secret or disabled endpoint', async () => {
  expect((await appOf('prod', withoutFirewall)).synth().stacks).toHaveLength(3);
  const text = JSON.stringify([open.state.toJSON(), open.running.toJSON()]);
  for (const sign of ['WebACL', 'DisableExecuteApiEndpoint', originHeader, environment.originSecrets, 'OriginSecret'])
    expect(text).not.toContain(sign);
});
