import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  CfnApiMapping,
  CfnStage,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Operation } from '#core/contract/operation.ts';
import { type OperationName, operations } from '#core/contract/operations.ts';
import { requiredScope } from '#core/deployment.ts';
import { operationNames, pascalCase } from '#lib/functions/deployed-functions.ts';
import type { StageSettings } from '#lib/settings/stage-settings.ts';
import { userPoolIssuer } from '#lib/sign-in/sign-in.ts';
import { acknowledge } from '#lib/stacks/acknowledge.ts';

type RoutesProps = {
  readonly api: HttpApi;
  readonly settings: StageSettings;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly handlerOf: (name: OperationName) => LambdaFunction;
};

/**
 * Requests per second, and burst.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
const everyRoute = { throttlingRateLimit: 500, throttlingBurstLimit: 1000 };
// Lower for routes without sign-in, which anyone can call. Spelled as CloudFormation passes it through.
const openRoute = { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 };

/**
 * The access log has no paths, because they contain people's ids. Caller and route are enough.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
const accessLogFormat = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  functionLatencyMs: '$context.integrationLatency',
  responseBytes: '$context.responseLength',
  sub: '$context.authorizer.claims.sub',
  error: '$context.error.responseType',
  authorizerError: '$context.authorizer.error',
  functionError: '$context.integrationErrorMessage',
};

const isOpen = ({ caller }: Operation) => caller === 'anyone';
const routeKey = ({ method, path }: Operation) => `${method} ${path}`;

const addRoutes = (scope: Construct, { api, userPoolId, clientId, handlerOf }: RoutesProps): HttpRoute[] => {
  // Imported, because CDK creates the authorizer in the stack of the API.
  const httpApi = HttpApi.fromHttpApiAttributes(scope, 'Api', { httpApiId: api.apiId });
  const authorizer = new HttpJwtAuthorizer('SignedIn', userPoolIssuer(userPoolId), { jwtAudience: [clientId] });
  return operationNames.map((name) => {
    const operation: Operation = operations[name];
    const id = pascalCase(name);
    const route = new HttpRoute(scope, `${id}Route`, {
      httpApi,
      routeKey: HttpRouteKey.with(operation.path, HttpMethod[operation.method]),
      integration: new HttpLambdaIntegration(id, handlerOf(name), { timeout: Duration.seconds(29) }),
      ...(!isOpen(operation) && { authorizer, authorizationScopes: [requiredScope] }),
    });
    if (isOpen(operation))
      acknowledge(route, 'APIG4', 'The contract allows any caller; the route is throttled more strictly.');
    return route;
  });
};

const addAccessLog = (scope: Construct, { stage, logRetentionDays }: StageSettings): LogGroup =>
  new LogGroup(scope, 'AccessLog', {
    // The account's policy for log delivery covers this prefix. The policy's size limits the number of other names.
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
    logGroupName: `/aws/vendedlogs/invitations-${stage}-api`,
    retention: logRetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });

const addStage = (scope: Construct, { api, settings }: RoutesProps, accessLog: LogGroup): CfnStage => {
  // The metric filter of the access log has the stage as its dimension.
  const format = JSON.stringify({ ...accessLogFormat, stage: settings.stage });
  return new CfnStage(scope, 'Stage', {
    apiId: api.apiId,
    stageName: '$default',
    autoDeploy: true,
    accessLogSettings: { destinationArn: accessLog.logGroupArn, format },
    // Without detailed metrics, which cost as much as six custom metrics per route; functions and access log have them.
    defaultRouteSettings: everyRoute,
    routeSettings: Object.fromEntries(
      Object.values<Operation>(operations)
        .filter(isOpen)
        .map((operation) => [routeKey(operation), openRoute]),
    ),
  });
};

/**
 * Creates the HTTP API without routes. Behind the firewall its default endpoint is disabled.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-disable-default-endpoint.html
 */
export const httpApi = (scope: Construct, { stage, waf }: StageSettings): HttpApi =>
  new HttpApi(scope, 'Api', {
    apiName: `invitations-${stage}`,
    createDefaultStage: false,
    ...(waf && { disableExecuteApiEndpoint: true }),
  });

/** Creates the custom domain for scripts, if one is set. Console and sign-in do not use it. */
export const apiDomain = (scope: Construct, settings: StageSettings): DomainName | undefined =>
  settings.apiDomain
    ? new DomainName(scope, 'ApiDomain', {
        domainName: settings.apiDomain,
        certificate: Certificate.fromCertificateArn(scope, 'ApiCertificate', settings.apiCertificateArn),
        securityPolicy: SecurityPolicy.TLS_1_2,
      })
    : undefined;

/** Creates one route per operation of the contract, with the function of that name. Returns their access log. */
export const routes = (scope: Construct, props: RoutesProps): LogGroup => {
  const added = addRoutes(scope, props);
  // The stage's route settings require the routes.
  const accessLog = addAccessLog(scope, props.settings);
  const stage = addStage(scope, props, accessLog);
  stage.node.addDependency(...added.flatMap(({ node }) => node.defaultChild ?? []));
  const { api, settings } = props;
  if (settings.apiDomain)
    new CfnApiMapping(scope, 'ApiMapping', { apiId: api.apiId, domainName: settings.apiDomain, stage: stage.ref });
  return accessLog;
};
