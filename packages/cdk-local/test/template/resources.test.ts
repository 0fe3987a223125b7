// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how CloudFormation writes its own placeholders
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Json } from '../../src/template/assembly-stacks.ts';
import { functionsOf } from '../../src/template/functions.ts';
import { type Resources, readResources } from '../../src/template/resources.ts';
import { tablesOf } from '../../src/template/tables.ts';
import { functionSketch, type StackSketch, writeAssembly } from '../support/assembly.ts';

const read = (...stacks: StackSketch[]): Resources =>
  readResources(writeAssembly(stacks), { origin: 'http://localhost:4321', awsEndpoint: 'http://127.0.0.1:9' });

/** Resolves a property in a stack with these other parts. */
const resolved = (value: Json, rest: StackSketch['rest'] = {}, resources: StackSketch['resources'] = {}): unknown => {
  const holder = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'holder', value } };
  const [found] = read({ name: 'fixture', resources: { holder, ...resources }, rest }).of('AWS::SQS::Queue');
  return found?.properties.value;
};

const table = { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'orders' } };

test.each<[string, Json, unknown]>([
  ['Ref to a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-central-1'],
  ['Ref to a parameter', { Ref: 'Parameter' }, 'its default'],
  ['Ref to a resource', { Ref: 'Table' }, 'orders'],
  ['GetAtt in a list', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'arn:aws:dynamodb:eu-central-1:000000000000:table/orders'],
  ['GetAtt in one text', { 'Fn::GetAtt': 'Holder.QueueName' }, 'other'],
  ['Join', { 'Fn::Join': ['/', ['a', { Ref: 'Table' }, 'c']] }, 'a/orders/c'],
  ['Split and Select', { 'Fn::Select': [1, { 'Fn::Split': ['-', 'a-b-c'] }] }, 'b'],
  [
    'Sub',
    { 'Fn::Sub': '${AWS::AccountId}/${Table}/${Table.Arn}/${!Literal}' },
    '000000000000/orders/arn:aws:dynamodb:eu-central-1:000000000000:table/orders/${Literal}',
  ],
  ['Sub with values', { 'Fn::Sub': ['${a}+${Table}', { a: { Ref: 'AWS::Partition' } }] }, 'aws+orders'],
  ['FindInMap', { 'Fn::FindInMap': ['Map', 'a', { Ref: 'AWS::Region' }] }, 'mapped'],
  ['If that holds', { 'Fn::If': ['IsLocal', 'yes', 'no'] }, 'yes'],
  ['If that does not hold', { 'Fn::If': ['IsNotLocal', 'yes', { a: ['no'] }] }, { a: ['no'] }],
  [
    'NoValue',
    { kept: 1, dropped: { Ref: 'AWS::NoValue' }, list: [{ Ref: 'AWS::NoValue' }, 2] },
    { kept: 1, list: [2] },
  ],
  [
    'an object that is no intrinsic',
    { Condition: { StringEquals: { a: 'b' } } },
    { Condition: { StringEquals: { a: 'b' } } },
  ],
])('%s is resolved', (_, value, expected) => {
  const rest = {
    Parameters: { Parameter: { Type: 'String', Default: 'its default' } },
    Mappings: { Map: { a: { 'eu-central-1': 'mapped' } } },
    Conditions: {
      IsLocal: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-central-1'] },
      IsNotLocal: { 'Fn::And': [{ 'Fn::Not': [{ Condition: 'IsLocal' }] }, { 'Fn::Or': [{ Condition: 'IsLocal' }] }] },
    },
  };
  const other = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'other' } };

  expect(resolved(value, rest, { Table: table, Holder: other })).toEqual(expected);
});

test.each<[string, Json, string]>([
  ['an unknown intrinsic', { 'Fn::GetAZs': '' }, 'The intrinsic function Fn::GetAZs is not supported'],
  ['a missing resource', { Ref: 'Absent' }, 'The template of fixture refers to Absent, which is missing.'],
  [
    'a resource of unknown type',
    { Ref: 'Cluster' },
    'The attribute Ref of Cluster (AWS::ECS::Cluster) is not supported',
  ],
  ['an unknown attribute', { 'Fn::GetAtt': ['Table', 'Color'] }, 'The attribute Color of Table'],
  ['a missing export', { 'Fn::ImportValue': 'absent' }, 'A stack imports absent, which no stack exports.'],
])('%s is rejected', (_, value, sentence) => {
  const resources = { Table: table, Cluster: { Type: 'AWS::ECS::Cluster' } };

  expect(() => resolved(value, {}, resources)).toThrow(sentence);
});

test('resources of unknown types are ignored unless something refers to them', () => {
  expect(
    resolved('kept', {}, { Cluster: { Type: 'AWS::ECS::Cluster', Properties: { a: { 'Fn::GetAZs': '' } } } }),
  ).toBe('kept');
});

test('a stack imports the exports of another one', () => {
  const state = {
    name: 'state',
    resources: { Table: table },
    rest: { Outputs: { Out: { Value: { Ref: 'Table' }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}:table' } } } } },
  };
  const queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::ImportValue': 'state:table' } } };

  const [found] = read({ name: 'app', dependsOn: ['state'], resources: { Queue: queue } }, state).of('AWS::SQS::Queue');

  expect(found?.attribute('QueueName')).toBe('orders');
});

test('stacks are read after their dependencies', () => {
  const queue = (name: string) => ({ [name]: { Type: 'AWS::SQS::Queue', Properties: { QueueName: name } } });
  const resources = read(
    { name: 'app', dependsOn: ['state'], resources: queue('second') },
    { name: 'state', resources: queue('first') },
  );

  expect(resources.of('AWS::SQS::Queue').map(({ logicalId }) => logicalId)).toEqual(['first', 'second']);
});

test('a resource is left out when its condition is false', () => {
  const resources = { Never: { Type: 'AWS::SQS::Queue', Condition: 'Never' } };
  const rest = { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } };

  expect(read({ name: 'fixture', resources, rest }).of('AWS::SQS::Queue')).toEqual([]);
});

test('the real origin replaces http://localhost:3000', () => {
  expect(resolved(['http://localhost:3000/signed-in', 'http://localhost:30001'])).toEqual([
    'http://localhost:4321/signed-in',
    'http://localhost:30001',
  ]);
});

test("functionsOf returns folder, environment, time-out and Lambda's defaults", () => {
  const assembly = writeAssembly([
    {
      name: 'fixture',
      code: { send: '', plain: '' },
      resources: {
        Table: table,
        ...functionSketch('send', {
          Timeout: 60,
          MemorySize: 256,
          Environment: { Variables: { TABLE_NAME: { Ref: 'Table' } } },
        }),
        ...functionSketch('plain'),
      },
    },
  ]);

  const functions = functionsOf(readResources(assembly, { origin: 'http://o', awsEndpoint: 'http://a' }));

  expect(functions).toMatchObject([
    {
      name: 'fixture-send',
      folder: join(assembly, 'asset.send'),
      environment: { TABLE_NAME: 'orders' },
      timeoutSeconds: 60,
      memoryMegabytes: 256,
    },
    { name: 'fixture-plain', environment: {}, timeoutSeconds: 3, memoryMegabytes: 128, handler: 'index.handler' },
  ]);
});

test('tablesOf returns keys, indexes, stream and TTL attribute', () => {
  const properties = {
    AttributeDefinitions: [{ AttributeName: 'PK', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }],
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    TableName: 'orders',
    TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
  };

  expect(tablesOf(read({ name: 'fixture', resources: { Table: { ...table, Properties: properties } } }))).toMatchObject(
    [
      {
        name: 'orders',
        streamArn: 'arn:aws:dynamodb:eu-central-1:000000000000:table/orders/stream/local',
        ttlAttribute: 'ttl',
        properties: { KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }] },
      },
    ],
  );
});
