import * as z from 'zod';
import { StartError } from '../run/start-error.ts';
import { type FunctionDefinition, functionNamed } from './functions.ts';
import { propertiesOf, type Resource, type Resources } from './resources.ts';

const apiProperties = z.object({
  ProtocolType: z.literal('HTTP'),
  CorsConfiguration: z.undefined('CORS is not supported: website and API share one origin').optional(),
});
const stageProperties = z.object({ StageName: z.literal('$default', 'only the stage $default is supported') });

const routeProperties = z.object({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
});

const integrationProperties = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.coerce.number().min(50).max(30_000).optional(),
});

const authorizerProperties = z.object({
  AuthorizerType: z.literal('JWT'),
  IdentitySource: z.tuple([z.literal('$request.header.Authorization')]),
  JwtConfiguration: z.object({ Issuer: z.string(), Audience: z.array(z.string()).min(1) }),
});

const permissionProperties = z.object({ FunctionName: z.string(), Principal: z.string() });

export type JwtAuthorizer = { readonly issuer: string; readonly audience: readonly string[] };

/** A route of the HTTP API. */
export type Route = {
  readonly apiId: string;
  /** `GET /v1/things/{thingId}`, or `$default`. */
  readonly key: string;
  readonly function: FunctionDefinition;
  readonly timeoutMilliseconds: number;
  /** undefined for a public route. */
  readonly authorizer: JwtAuthorizer | undefined;
  /** The token needs one of these scopes, if there are any. */
  readonly scopes: readonly string[];
};

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const maxTimeoutMilliseconds = 30_000;

const byRef = (resources: readonly Resource[], ref: string | undefined, what: string): Resource => {
  const found = resources.find((resource) => resource.ref === ref);
  if (!found) throw new StartError(`A route refers to ${what} ${ref}, which is missing in the template.`);
  return found;
};

const authorizerOf = (authorizers: readonly Resource[], id: string | undefined): JwtAuthorizer => {
  const { JwtConfiguration } = propertiesOf(byRef(authorizers, id, 'the authorizer'), authorizerProperties);
  return { issuer: JwtConfiguration.Issuer, audience: JwtConfiguration.Audience };
};

// On AWS, a route without this permission would return 500.
const assertInvocable = (permissions: readonly Resource[], { name, arn }: FunctionDefinition): void => {
  const allowed = permissions
    .map((permission) => propertiesOf(permission, permissionProperties))
    .some(
      ({ FunctionName, Principal }) => Principal === 'apigateway.amazonaws.com' && [name, arn].includes(FunctionName),
    );
  if (!allowed) throw new StartError(`The template doesn't permit API Gateway to invoke ${name}.`);
};

/** Returns the routes of the HTTP API. Throws `StartError` for unsupported properties. */
export const routesOf = (resources: Resources, functions: readonly FunctionDefinition[]): readonly Route[] => {
  const apis = resources.of('AWS::ApiGatewayV2::Api');
  if (apis.length > 1) throw new StartError('Only one HTTP API is supported.');
  for (const api of apis) propertiesOf(api, apiProperties);
  for (const stage of resources.of('AWS::ApiGatewayV2::Stage')) propertiesOf(stage, stageProperties);
  const integrations = resources.of('AWS::ApiGatewayV2::Integration');
  const authorizers = resources.of('AWS::ApiGatewayV2::Authorizer');
  const permissions = resources.of('AWS::Lambda::Permission');
  return resources.of('AWS::ApiGatewayV2::Route').map((resource) => {
    const route = propertiesOf(resource, routeProperties);
    const target = byRef(integrations, route.Target.replace('integrations/', ''), 'the integration');
    const integration = propertiesOf(target, integrationProperties);
    const invoked = functionNamed(functions, integration.IntegrationUri);
    assertInvocable(permissions, invoked);
    return {
      apiId: route.ApiId,
      key: route.RouteKey,
      function: invoked,
      timeoutMilliseconds: Math.min(integration.TimeoutInMillis ?? maxTimeoutMilliseconds, maxTimeoutMilliseconds),
      authorizer: route.AuthorizationType === 'JWT' ? authorizerOf(authorizers, route.AuthorizerId) : undefined,
      scopes: route.AuthorizationScopes,
    };
  });
};
