import { expect, test } from 'vitest';
import { certificateIn, type Resource, type Synthesized, synthesized } from '#test/lib/synthesized.ts';

type Resources = Readonly<Record<string, Resource>>;

const inState = (of: Synthesized): Resources => of.state.toJSON().Resources;
const inBoth = (of: Synthesized): Resources => ({ ...inState(of), ...of.running.toJSON().Resources });
const prod = await synthesized('prod');

/**
 * Properties whose change replaces the resource, which would lose its data; for secrets also those that their
 * generated value depends on.
 */
const decisive: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGatewayV2::Api': ['ProtocolType'],
  'AWS::CloudFront::Distribution': [],
  'AWS::Cognito::UserPool': ['AliasAttributes', 'UsernameAttributes', 'UsernameConfiguration', 'Schema'],
  'AWS::Cognito::UserPoolClient': ['UserPoolId', 'GenerateSecret'],
  'AWS::Cognito::UserPoolDomain': ['Domain', 'UserPoolId'],
  'AWS::Cognito::UserPoolIdentityProvider': ['ProviderName', 'ProviderType', 'UserPoolId'],
  'AWS::DynamoDB::Table': ['TableName', 'KeySchema', 'ImportSourceSpecification'],
  'AWS::S3::Bucket': ['BucketName'],
  'AWS::SES::ConfigurationSet': ['Name'],
  'AWS::SES::EmailIdentity': ['EmailIdentity'],
  'AWS::SNS::Topic': ['TopicName', 'FifoTopic'],
  'AWS::SQS::Queue': ['QueueName', 'FifoQueue'],
  'AWS::SecretsManager::Secret': ['Name', 'GenerateSecretString'],
};

/** Stateless resource types that can be replaced. A type that is not listed here or above must be classified first. */
const disposable = [
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CloudFront::Function',
  'AWS::CloudFront::OriginAccessControl',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::Cognito::ManagedLoginBranding',
  'AWS::Events::Rule',
  'AWS::IAM::Role',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::LayerVersion',
  'AWS::Lambda::Permission',
  // Deleted with the stateless stack; the audit log has what must be retained.
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::QueryDefinition',
  'AWS::S3::BucketPolicy',
  'AWS::SES::ConfigurationSetEventDestination',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  'Custom::CDKBucketDeployment',
];

const identityOf = ({ Type, Properties = {} }: Resource) => ({
  Type,
  ...Object.fromEntries(
    (decisive[Type] ?? []).filter((name) => Properties[name] !== undefined).map((name) => [name, Properties[name]]),
  ),
});

const key = (name: string, type: string) => ({ AttributeName: name, KeyType: type });
const attribute = (name: string) => ({ Name: name, Mutable: true, Required: false });

const identities = (resources: Resources) =>
  Object.fromEntries(
    Object.entries(resources)
      .filter(([, { Type }]) => !disposable.includes(Type))
      .map(([id, resource]) => [id, identityOf(resource)]),
  );

// Never change a line here for a deployed stack: its resource would be replaced by an empty one.
test('stateful resources keep their logical ids and names', () => {
  expect(identities(inBoth(prod))).toEqual({
    TableCD117FA1: {
      Type: 'AWS::DynamoDB::Table',
      TableName: 'invitations-prod',
      KeySchema: [key('PK', 'HASH'), key('SK', 'RANGE')],
    },
    UserPool: {
      Type: 'AWS::Cognito::UserPool',
      UsernameConfiguration: { CaseSensitive: false },
      Schema: [
        attribute('email'),
        attribute('name'),
        attribute('picture'),
        { ...attribute('hd'), AttributeDataType: 'String' },
      ],
    },
    HostedLogin: {
      Type: 'AWS::Cognito::UserPoolDomain',
      Domain: 'partnerally-invitations',
      UserPoolId: { Ref: 'UserPool' },
    },
    Google: {
      Type: 'AWS::Cognito::UserPoolIdentityProvider',
      ProviderName: 'Google',
      ProviderType: 'Google',
      UserPoolId: { Ref: 'UserPool' },
    },
    LinkSecret6774D112: {
      Type: 'AWS::SecretsManager::Secret',
      Name: 'invitations-prod/link',
      GenerateSecretString: {
        SecretStringTemplate: '{"current":"k1"}',
        GenerateStringKey: 'k1',
        PasswordLength: 64,
        ExcludePunctuation: true,
      },
    },
    GoogleClientSecret7356BEB4: {
      Type: 'AWS::SecretsManager::Secret',
      Name: 'invitations-prod/google-client',
      GenerateSecretString: { SecretStringTemplate: '{}', GenerateStringKey: 'clientSecret' },
    },
    ConfigurationSet3DD38186: { Type: 'AWS::SES::ConfigurationSet', Name: 'invitations-prod' },
    SenderDomain86451910: { Type: 'AWS::SES::EmailIdentity', EmailIdentity: 'partnerally.com' },
    ConsoleClient: { Type: 'AWS::Cognito::UserPoolClient', UserPoolId: { Ref: 'UserPool' }, GenerateSecret: false },
    EmailsE39F01A5: { Type: 'AWS::SQS::Queue', QueueName: 'invitations-prod-emails' },
    FailureQueue4F308C52: { Type: 'AWS::SQS::Queue', QueueName: 'invitations-prod-failures' },
    Alarms04B5A0BF: { Type: 'AWS::SNS::Topic', TopicName: 'invitations-prod-alarms' },
    ApiF70053CD: { Type: 'AWS::ApiGatewayV2::Api', ProtocolType: 'HTTP' },
    ConsoleAccessLog7537ACCC: { Type: 'AWS::S3::Bucket' },
    ConsoleFiles82B82817: { Type: 'AWS::S3::Bucket' },
    Console63CA37A7: { Type: 'AWS::CloudFront::Distribution' },
  });
});

test('every resource type is known as stateless or has its replacement properties listed', () => {
  const types = new Set(Object.values(inBoth(prod)).map(({ Type }) => Type));
  expect([...types].filter((type) => !(type in decisive) && !disposable.includes(type))).toEqual([]);
});

// Stateful resources must not depend on how the stack is deployed.
test.each([
  { account: '123456789012', region: 'eu-west-1' },
  { apiDomain: 'api.example.org', apiCertificateArn: certificateIn('eu-central-1') },
  { baseUrl: 'https://app.example.org', consoleCertificateArn: certificateIn('us-east-1') },
  { signInDomain: 'login.example.org', signInCertificateArn: certificateIn('us-east-1') },
  {
    waf: 'true',
    account: '123456789012',
    region: 'eu-central-1',
    apiDomain: 'api.example.org',
    apiCertificateArn: certificateIn('eu-central-1'),
  },
  {
    baseUrl: 'https://app.example.org',
    otherBaseUrl: 'https://old.example.org',
    consoleCertificateArn: certificateIn('us-east-1'),
  },
  { alarms: 'false', alarmEmail: 'duty@example.org' },
])('the settings %j replace no stateful resource', async (settings) => {
  expect(identities(inState(await synthesized('prod', settings)))).toMatchObject(identities(inState(prod)));
});
