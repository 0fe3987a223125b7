import { expect, test } from 'vitest';
import type { Json } from '../../src/template/assembly-stacks.ts';
import { functionsOf } from '../../src/template/functions.ts';
import { readResources } from '../../src/template/resources.ts';
import { type Route, routesOf } from '../../src/template/routes.ts';
import { functionSketch, type StackSketch, writeAssembly } from '../support/assembly.ts';

const api = (routeProperties: Record<string, Json>, more: StackSketch['resources'] = {}): StackSketch => ({
  name: 'fixture',
  code: { me: '' },
  resources: {
    ...functionSketch('me'),
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'api', ProtocolType: 'HTTP' } },
    Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: { Ref: 'Api' }, StageName: '$default' } },
    Pool: { Type: 'AWS::Cognito::UserPool' },
    Client: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: { Ref: 'Pool' } } },
    Authorizer: {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: {
        ApiId: { Ref: 'Api' },
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: {
          Audience: [{ Ref: 'Client' }],
          Issuer: {
            'Fn::Join': ['', ['https://cognito-idp.', { Ref: 'AWS::Region' }, '.amazonaws.com/', { Ref: 'Pool' }]],
          },
        },
      },
    },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': ['me', 'Arn'] },
        PayloadFormatVersion: '2.0',
      },
    },
    Route: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: { Ref: 'Api' },
        RouteKey: 'GET /v1/me',
        Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
        ...routeProperties,
      },
    },
    ...more,
  },
});

const routesIn = (stack: StackSketch): readonly Route[] => {
  const resources = readResources(writeAssembly([stack]), { origin: 'http://o', awsEndpoint: 'http://a' });
  return routesOf(resources, functionsOf(resources));
};

test('routesOf returns function, authorizer and scopes', () => {
  const signedIn = { AuthorizationType: 'JWT', AuthorizerId: { Ref: 'Authorizer' }, AuthorizationScopes: ['openid'] };

  expect(routesIn(api(signedIn))).toMatchObject([
    {
      key: 'GET /v1/me',
      function: { name: 'fixture-me' },
      timeoutMilliseconds: 30_000,
      authorizer: {
        issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_local',
        audience: [expect.stringMatching(/^[0-9a-z]{26}$/)],
      },
      scopes: ['openid'],
    },
  ]);
});

test.each<[string, StackSketch, string]>([
  [
    'CORS',
    api({}, { Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP', CorsConfiguration: {} } } }),
    'CORS is not supported',
  ],
  [
    'a named stage',
    api({}, { Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { StageName: 'v1' } } }),
    'only the stage $default',
  ],
  [
    'IAM authorization',
    api({ AuthorizationType: 'AWS_IAM' }),
    'Route (AWS::ApiGatewayV2::Route) is not supported: AuthorizationType',
  ],
  ['a missing authorizer', api({ AuthorizationType: 'JWT' }), 'A route refers to the authorizer undefined'],
  [
    'a function that API Gateway may not invoke',
    api({}, { mePermission: { Type: 'AWS::Logs::LogGroup' } }),
    "doesn't permit API Gateway to invoke fixture-me",
  ],
])('%s is rejected', (_, stack, sentence) => {
  expect(() => routesIn(stack)).toThrow(sentence);
});
