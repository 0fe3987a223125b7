import { createHash } from 'node:crypto';
import { StartError } from '../run/start-error.ts';
import type { Json } from './assembly-stacks.ts';

/** Region and account of all emulated resources. */
export const region = 'eu-central-1';
export const accountId = '000000000000';
const poolId = `${region}_local`;

/** A resource with unresolved properties. */
export type Declared = {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** Returns a property with its intrinsic functions resolved, or undefined. */
  readonly property: (name: string) => Json | undefined;
};

type Values = (resource: Declared, surroundings: Surroundings) => Readonly<Record<string, string>>;

export type Surroundings = {
  /** Origin of website, API and sign-in. */
  readonly origin: string;
  /** Endpoint of the emulated AWS services. */
  readonly awsEndpoint: string;
};

/** Returns the ARN of a resource in the emulated account and region. */
export const arn = (service: string, resource: string): string =>
  // ARNs of IAM have no region.
  `arn:aws:${service}:${service === 'iam' ? '' : region}:${accountId}:${resource}`;

/** Returns an id that is stable across runs, so that stored data and tokens stay valid. */
const generatedId = ({ stack, logicalId }: Declared, length: number): string =>
  BigInt(`0x${createHash('sha256').update(`${stack}/${logicalId}`).digest('hex')}`)
    .toString(36)
    .slice(0, length);

const nameOf = (resource: Declared, property: string): string => {
  const name = resource.property(property);
  return typeof name === 'string' ? name : `${resource.stack}-${resource.logicalId}`;
};

const named =
  (property: string, service: string, prefix: string): Values =>
  (resource) => {
    const name = nameOf(resource, property);
    return { Ref: name, Arn: arn(service, `${prefix}${name}`) };
  };

const identified: Values = (resource) => ({ Ref: generatedId(resource, 10) });

const table: Values = (resource) => {
  const tableArn = arn('dynamodb', `table/${nameOf(resource, 'TableName')}`);
  return { Ref: nameOf(resource, 'TableName'), Arn: tableArn, StreamArn: `${tableArn}/stream/local` };
};

const secret: Values = (resource) => {
  const secretArn = arn('secretsmanager', `secret:${nameOf(resource, 'Name')}-${generatedId(resource, 6)}`);
  return { Ref: secretArn, Id: secretArn };
};

const queue: Values = (resource, { awsEndpoint }) => {
  const QueueName = nameOf(resource, 'QueueName');
  const QueueUrl = `${awsEndpoint}/${accountId}/${QueueName}`;
  return { Ref: QueueUrl, QueueUrl, QueueName, Arn: arn('sqs', QueueName) };
};

const userPool: Values = () => ({
  Ref: poolId,
  UserPoolId: poolId,
  Arn: arn('cognito-idp', `userpool/${poolId}`),
  ProviderName: `cognito-idp.${region}.amazonaws.com/${poolId}`,
  ProviderURL: `https://cognito-idp.${region}.amazonaws.com/${poolId}`,
});

const httpApi: Values = (resource, { origin }) => {
  const ApiId = generatedId(resource, 10);
  return { Ref: ApiId, ApiId, ApiEndpoint: origin };
};

const userPoolClient: Values = (resource) => {
  const ClientId = generatedId(resource, 26);
  return { Ref: ClientId, ClientId };
};

const bucket: Values = (resource) => {
  const name = nameOf(resource, 'BucketName').toLowerCase();
  return {
    Ref: name,
    Arn: `arn:aws:s3:::${name}`,
    DomainName: `${name}.s3.amazonaws.com`,
    RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
  };
};

const edgeFunction: Values = (resource) => {
  const functionArn = `arn:aws:cloudfront::${accountId}:function/${nameOf(resource, 'Name')}`;
  return { Ref: functionArn, FunctionARN: functionArn };
};

const distribution: Values = (resource, { origin }) => {
  const id = generatedId(resource, 14);
  return { Ref: id, Id: id, DomainName: new URL(origin).host };
};

const resourceValues: Readonly<Record<string, Values>> = {
  'AWS::ApiGatewayV2::Api': httpApi,
  'AWS::ApiGatewayV2::Authorizer': identified,
  'AWS::ApiGatewayV2::Integration': identified,
  'AWS::ApiGatewayV2::Route': identified,
  'AWS::ApiGatewayV2::Stage': (resource) => ({ Ref: nameOf(resource, 'StageName') }),
  'AWS::CloudFront::Distribution': distribution,
  'AWS::CloudFront::Function': edgeFunction,
  'AWS::CloudFront::OriginAccessControl': (resource) => ({ Id: generatedId(resource, 14) }),
  'AWS::CloudFront::ResponseHeadersPolicy': identified,
  'AWS::Cognito::ManagedLoginBranding': identified,
  'AWS::Cognito::UserPool': userPool,
  'AWS::Cognito::UserPoolClient': userPoolClient,
  'AWS::Cognito::UserPoolDomain': (resource) => ({ Ref: nameOf(resource, 'Domain') }),
  'AWS::Cognito::UserPoolIdentityProvider': (resource) => ({ Ref: nameOf(resource, 'ProviderName') }),
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::DynamoDB::Table': table,
  'AWS::Events::Rule': named('Name', 'events', 'rule/'),
  'AWS::IAM::Policy': identified,
  'AWS::IAM::ManagedPolicy': (resource) => ({ Ref: arn('iam', `policy/${nameOf(resource, 'ManagedPolicyName')}`) }),
  'AWS::IAM::Role': named('RoleName', 'iam', 'role/'),
  'AWS::Lambda::EventInvokeConfig': identified,
  'AWS::Lambda::EventSourceMapping': identified,
  'AWS::Lambda::Function': named('FunctionName', 'lambda', 'function:'),
  'AWS::Lambda::LayerVersion': identified,
  'AWS::Lambda::Permission': identified,
  'AWS::Logs::LogGroup': named('LogGroupName', 'logs', 'log-group:'),
  'AWS::S3::Bucket': bucket,
  'AWS::SES::ConfigurationSet': (resource) => ({ Ref: nameOf(resource, 'Name') }),
  'AWS::SES::ConfigurationSetEventDestination': identified,
  'AWS::SES::EmailIdentity': (resource) => ({ Ref: nameOf(resource, 'EmailIdentity') }),
  'AWS::SNS::Topic': (resource) => ({ Ref: arn('sns', nameOf(resource, 'TopicName')) }),
  'AWS::SQS::Queue': queue,
  'AWS::SQS::QueuePolicy': identified,
  'AWS::SecretsManager::Secret': secret,
  'Custom::CDKBucketDeployment': identified,
  'Custom::S3AutoDeleteObjects': identified,
};

/** Returns what `Ref` (attribute `Ref`) or `Fn::GetAtt` gives for a resource. Throws `StartError` for an unknown attribute. */
export const physicalValue = (resource: Declared, attribute: string, surroundings: Surroundings): string => {
  const value = resourceValues[resource.type]?.(resource, surroundings)[attribute];
  if (value === undefined)
    throw new StartError(
      `The attribute ${attribute} of ${resource.logicalId} (${resource.type}) is not supported: add it to src/template/physical-values.ts.`,
    );
  return value;
};
