import { expect, test } from 'vitest';
import type { Resource } from './synthesized.ts';
import { synthesized } from './synthesized.ts';

const { state } = await synthesized('prod');
const resources: Record<string, Resource> = state.toJSON().Resources;

/**
 * Properties that CloudFormation can change only by making the resource anew, empty; of secrets also what their
 * value is made of, because another recipe makes another value.
 */
const decisive: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGatewayV2::Api': ['ProtocolType'],
  'AWS::CloudFront::Distribution': [],
  'AWS::Cognito::UserPool': ['AliasAttributes', 'UsernameAttributes', 'UsernameConfiguration', 'Schema'],
  'AWS::Cognito::UserPoolDomain': ['Domain', 'UserPoolId'],
  'AWS::Cognito::UserPoolIdentityProvider': ['ProviderName', 'ProviderType', 'UserPoolId'],
  'AWS::DynamoDB::Table': ['TableName', 'KeySchema', 'ImportSourceSpecification'],
  'AWS::S3::Bucket': ['BucketName'],
  'AWS::SES::ConfigurationSet': ['Name'],
  'AWS::SES::EmailIdentity': ['EmailIdentity'],
  'AWS::SecretsManager::Secret': ['Name', 'GenerateSecretString'],
};

/** Hold nothing, and may be made anew. */
const disposable = [
  'AWS::CloudFront::Function',
  'AWS::CloudFront::OriginAccessControl',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'AWS::S3::BucketPolicy',
];

const identityOf = ({ Type, Properties = {} }: Resource) => ({
  Type,
  ...Object.fromEntries(
    (decisive[Type] ?? []).filter((name) => Properties[name] !== undefined).map((name) => [name, Properties[name]]),
  ),
});

const key = (name: string, type: string) => ({ AttributeName: name, KeyType: type });
const attribute = (name: string) => ({ Name: name, Mutable: true, Required: false });

// Never change a line here for a stack that is deployed: what it names would be left behind, and an empty one be made.
test('nothing that is kept is ever made anew: neither by another logical id nor by another name', () => {
  const kept = Object.entries(resources).filter(([, { Type }]) => !disposable.includes(Type));
  expect(Object.fromEntries(kept.map(([id, resource]) => [id, identityOf(resource)]))).toEqual({
    TableCD117FA1: {
      Type: 'AWS::DynamoDB::Table',
      TableName: 'invitations-prod',
      KeySchema: [key('PK', 'HASH'), key('SK', 'RANGE')],
    },
    UserPool: {
      Type: 'AWS::Cognito::UserPool',
      UsernameConfiguration: { CaseSensitive: false },
      Schema: [attribute('email'), attribute('name'), attribute('picture')],
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
    ApiF70053CD: { Type: 'AWS::ApiGatewayV2::Api', ProtocolType: 'HTTP' },
    ConsoleAccessLog7537ACCC: { Type: 'AWS::S3::Bucket' },
    ConsoleFiles82B82817: { Type: 'AWS::S3::Bucket' },
    Console63CA37A7: { Type: 'AWS::CloudFront::Distribution' },
  });
});

test('for every kind of thing that is kept it is known what would make it anew', () => {
  const types = new Set(Object.values(resources).map(({ Type }) => Type));
  expect([...types].filter((type) => !(type in decisive) && !disposable.includes(type))).toEqual([]);
});
