import { expect, test } from 'vitest';
import { type OperationName, operations } from '#core/contract/operations.ts';
import { kebabCase } from '#lib/functions/deployed-functions.ts';
import { functionsOf, onlyResource, resourcesOf, synthesized } from '#test/lib/synthesized.ts';

const prod = await synthesized('prod');
const { running } = prod;
const functions = functionsOf(prod);
const integrations = new Map(resourcesOf(running, 'AWS::ApiGatewayV2::Integration'));
const routes = new Map(
  resourcesOf(running, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => [
    String(Properties.RouteKey),
    Properties,
  ]),
);
const stage = onlyResource(running, 'AWS::ApiGatewayV2::Stage').Properties;

const contract = (Object.keys(operations) as OperationName[]).map((name) => {
  const { method, path, caller } = operations[name];
  return { name, caller, key: `${method} ${path}` };
});

const integrationOf = (key: string) => {
  const [, parts] = routes.get(key)?.Target['Fn::Join'] ?? [];
  return integrations.get(parts[1].Ref)?.Properties;
};

test('the API has exactly one route per operation of the contract', () => {
  expect([...routes.keys()].sort()).toEqual(contract.map(({ key }) => key).sort());
});

test.each(contract)('$key invokes the function of that operation', ({ name, key }) => {
  const [functionId] = integrationOf(key)?.IntegrationUri['Fn::GetAtt'] ?? [];
  const fn = functions.get(kebabCase(name));
  expect(running.toJSON().Resources[functionId].Properties.FunctionName).toBe(fn?.Properties.FunctionName);
  expect(integrationOf(key)).toMatchObject({ IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' });
});

test('every function times out before API Gateway', () => {
  for (const { name, key } of contract) {
    const waits = integrationOf(key)?.TimeoutInMillis;
    expect(waits).toBeLessThanOrEqual(29_000);
    expect(functions.get(kebabCase(name))?.Properties.Timeout * 1000).toBeLessThan(waits);
  }
});

test('send-invitations has a longer timeout than its 20 s of work', () => {
  expect(functions.get('send-invitations')?.Properties.Timeout).toBeGreaterThan(25);
});

test('only health, preview and the OpenAPI document are public', () => {
  const open = [...routes].filter(([, { AuthorizationType }]) => AuthorizationType === 'NONE').map(([key]) => key);
  const mayBeOpen = ['GET /v1/health', 'GET /v1/openapi.json', 'POST /v1/invitations/preview'];
  expect(open.filter((key) => !mayBeOpen.includes(key))).toEqual([]);
  expect(open).toContain('POST /v1/invitations/preview');
});

test.each(contract.filter(({ caller }) => caller !== 'anyone'))(
  '$key requires an access token with scope openid',
  ({ key }) => {
    expect(routes.get(key)).toMatchObject({
      AuthorizationType: 'JWT',
      AuthorizationScopes: ['openid'],
      AuthorizerId: { Ref: resourcesOf(running, 'AWS::ApiGatewayV2::Authorizer')[0]?.[0] },
    });
  },
);

test('the authorizer accepts tokens of the user pool for the client of the console', () => {
  const { AuthorizerType, IdentitySource, JwtConfiguration } = onlyResource(
    running,
    'AWS::ApiGatewayV2::Authorizer',
  ).Properties;
  expect({ AuthorizerType, IdentitySource, Audience: JwtConfiguration.Audience }).toEqual({
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    Audience: [{ 'Fn::ImportValue': expect.stringContaining('RefConsoleClient') }],
  });
  expect(JwtConfiguration.Issuer['Fn::Join'][1]).toEqual([
    'https://cognito-idp.',
    { Ref: 'AWS::Region' },
    '.amazonaws.com/',
    { 'Fn::ImportValue': expect.stringContaining('UserPool') },
  ]);
});

test('API Gateway can invoke each function for its own route only', () => {
  const paths = resourcesOf(running, 'AWS::Lambda::Permission')
    .filter(([, { Properties }]) => Properties.Principal === 'apigateway.amazonaws.com')
    .map(([, { Properties }]) => [
      Properties.FunctionName['Fn::GetAtt'][0],
      Properties.SourceArn['Fn::Join'][1].at(-1),
    ]);
  const expected = contract.map(({ name, key }) => [
    expect.stringMatching(new RegExp(`^${name}`, 'i')),
    `/*/*${key.slice(key.indexOf(' ') + 1)}`,
  ]);
  expect(paths).toEqual(expect.arrayContaining(expected));
  expect(paths).toHaveLength(expected.length);
});

test('the access log has request, route, status, latency and caller but no path or email', () => {
  const line: Record<string, string> = JSON.parse(stage.AccessLogSettings.Format);
  expect(line).toMatchObject({
    requestId: '$context.requestId',
    route: '$context.routeKey',
    status: '$context.status',
    latencyMs: '$context.responseLatency',
    sub: '$context.authorizer.claims.sub',
  });
  expect(Object.values(line).filter((value) => /path|query|email|sourceIp|domain/i.test(value))).toEqual([]);
});

test('the stage is $default and deploys automatically', () => {
  expect(stage).toMatchObject({ StageName: '$default', AutoDeploy: true });
});

test('public routes are throttled more strictly', () => {
  const { ThrottlingRateLimit: everyRate, ThrottlingBurstLimit: everyBurst } = stage.DefaultRouteSettings;
  const open = contract.filter(({ caller }) => caller === 'anyone').map(({ key }) => key);
  expect(Object.keys(stage.RouteSettings).sort()).toEqual(open.sort());
  for (const { ThrottlingRateLimit, ThrottlingBurstLimit } of Object.values<Record<string, number>>(
    stage.RouteSettings,
  )) {
    expect(ThrottlingRateLimit).toBeLessThan(everyRate);
    expect(ThrottlingBurstLimit).toBeLessThan(everyBurst);
  }
});

// The account's policy for log delivery covers this prefix.
test('the access log has a name under /aws/vendedlogs/', () => {
  const [, log] =
    resourcesOf(prod.running, 'AWS::Logs::LogGroup').find(([id]) => id.startsWith('AccessLog')) ??
    expect.fail('no log');
  expect(log.Properties.LogGroupName).toBe('/aws/vendedlogs/invitations-prod-api');
});
