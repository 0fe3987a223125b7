import { expect, test } from 'vitest';
import { tableSchema } from '#core/deployment.ts';
import { onlyResource, type Resource, resourcesOf, synthesized } from '#test/lib/synthesized.ts';

const prod = await synthesized('prod');
const local = await synthesized('local');

const kept = [
  'AWS::DynamoDB::Table',
  'AWS::Cognito::UserPool',
  // Sessions belong to the client.
  'AWS::Cognito::UserPoolClient',
  'AWS::SecretsManager::Secret',
  'AWS::SES::EmailIdentity',
  'AWS::S3::Bucket',
  // Dead letters, and confirmed alarm subscriptions.
  'AWS::SQS::Queue',
  'AWS::SNS::Topic',
];
const stateful = (template: typeof prod.state): [string, Resource][] =>
  kept.flatMap((type) => resourcesOf(template, type));

// Another logical id would be another domain and break links in emails.
test('the stateful stack has every resource with a public domain', () => {
  const addresses = ['AWS::CloudFront::Distribution', 'AWS::ApiGatewayV2::Api'];
  const idsIn = (template: typeof prod.state) =>
    addresses.flatMap((type) => resourcesOf(template, type).map(([id]) => id));
  expect(idsIn(prod.state)).toEqual(['Console63CA37A7', 'ApiF70053CD']);
  expect(idsIn(prod.running)).toEqual([]);
});

test('resources with data have the same logical ids in every stage', () => {
  expect(stateful(local.state).map(([id]) => id)).toEqual(stateful(prod.state).map(([id]) => id));
});

test('the stateless stack has no resource with data', () => {
  expect(stateful(prod.running)).toEqual([]);
});

// Their names would block the next attempt.
test('stateful resources are retained, except after a failed first deployment', () => {
  for (const [, resource] of stateful(prod.state))
    expect(resource).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
});

test('the table depends on all other resources', () => {
  const [[, { DependsOn: before = [] }] = ['', { DependsOn: [] }]] = resourcesOf(prod.state, 'AWS::DynamoDB::Table');
  const all = Object.entries<Resource>(prod.state.toJSON().Resources);
  expect(before).toEqual(
    expect.arrayContaining(all.filter(([, { Type }]) => Type !== 'AWS::DynamoDB::Table').map(([id]) => id)),
  );
});

test('the user pool is created after certificates, aliases and the email identity', async () => {
  const certificate = 'arn:aws:acm:eu-central-1:123456789012:certificate/0f0f0f0f-0000-4000-8000-000000000000';
  const { state } = await synthesized('prod', { apiDomain: 'api.example.org', apiCertificateArn: certificate });
  const idOf = (type: string) => resourcesOf(state, type)[0]?.[0];
  expect(onlyResource(state, 'AWS::Cognito::UserPool').DependsOn?.toSorted()).toEqual(
    ['AWS::ApiGatewayV2::DomainName', 'AWS::CloudFront::Distribution', 'AWS::SES::EmailIdentity'].map(idOf),
  );
});

test('buckets are emptied only in stages without retained data', () => {
  const emptied = (template: typeof prod.state) =>
    resourcesOf(template, 'Custom::S3AutoDeleteObjects').map(([, { Properties }]) => Properties.BucketName.Ref);
  expect(emptied(local.state)).toEqual(resourcesOf(local.state, 'AWS::S3::Bucket').map(([id]) => id));
  expect(emptied(prod.state)).toEqual([]);
});

test('stage local retains no resources', () => {
  for (const [, resource] of stateful(local.state)) expect(resource.DeletionPolicy).toBe('Delete');
  expect(onlyResource(local.state, 'AWS::DynamoDB::Table').Properties.DeletionProtectionEnabled).toBe(false);
});

test('table and user pool have deletion protection', () => {
  expect(onlyResource(prod.state, 'AWS::DynamoDB::Table').Properties.DeletionProtectionEnabled).toBe(true);
  expect(onlyResource(prod.state, 'AWS::Cognito::UserPool').Properties.DeletionProtection).toBe('ACTIVE');
});

test('the table has point-in-time recovery', () => {
  expect(onlyResource(prod.state, 'AWS::DynamoDB::Table').Properties.PointInTimeRecoverySpecification).toEqual({
    PointInTimeRecoveryEnabled: true,
  });
});

test('the table is on-demand, with TTL and a stream of both images', () => {
  expect(onlyResource(prod.state, 'AWS::DynamoDB::Table').Properties).toMatchObject({
    BillingMode: 'PAY_PER_REQUEST',
    TimeToLiveSpecification: { AttributeName: tableSchema.ttl, Enabled: true },
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
});

test('the table has the keys and indexes that the functions use', () => {
  const { KeySchema, GlobalSecondaryIndexes } = onlyResource(prod.state, 'AWS::DynamoDB::Table').Properties;
  const keys = (partition: string, sort: string) => [
    { AttributeName: partition, KeyType: 'HASH' },
    { AttributeName: sort, KeyType: 'RANGE' },
  ];
  expect(KeySchema).toEqual(keys(tableSchema.partitionKey, tableSchema.sortKey));
  expect(GlobalSecondaryIndexes).toEqual(
    Object.entries(tableSchema.indexes).map(([IndexName, { partitionKey, sortKey }]) => ({
      IndexName,
      KeySchema: keys(partitionKey, sortKey),
      Projection: { ProjectionType: 'ALL' },
    })),
  );
});

test('Secrets Manager generates 64 characters for the first link key', () => {
  const secret = resourcesOf(prod.state, 'AWS::SecretsManager::Secret').find(([id]) =>
    id.startsWith('LinkSecret'),
  )?.[1];
  expect(secret?.Properties).toMatchObject({
    GenerateSecretString: {
      SecretStringTemplate: '{"current":"k1"}',
      GenerateStringKey: 'k1',
      PasswordLength: 64,
      ExcludePunctuation: true,
    },
  });
});

test('no template contains a secret', () => {
  for (const [, { Properties }] of resourcesOf(prod.state, 'AWS::SecretsManager::Secret'))
    expect(Properties).not.toHaveProperty('SecretString');
  const { client_secret: clientSecret } = onlyResource(prod.state, 'AWS::Cognito::UserPoolIdentityProvider').Properties
    .ProviderDetails;
  expect(clientSecret['Fn::Join'][1]).toEqual([
    '{{resolve:secretsmanager:',
    { Ref: expect.stringContaining('GoogleClientSecret') },
    ':SecretString:clientSecret::}}',
  ]);
});

test('the configuration set requires TLS and measures reputation', () => {
  expect(onlyResource(prod.state, 'AWS::SES::ConfigurationSet').Properties).toMatchObject({
    DeliveryOptions: { TlsPolicy: 'REQUIRE' },
    ReputationOptions: { ReputationMetricsEnabled: true },
  });
});

test('the email identity is the domain of the sender', async () => {
  const { state } = await synthesized('prod', { senderEmail: 'Join@Mail.Example.org' });
  expect(onlyResource(state, 'AWS::SES::EmailIdentity').Properties.EmailIdentity).toBe('mail.example.org');
});
