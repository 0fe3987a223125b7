import { once } from 'node:events';
import { createServer } from 'node:http';
import { AdminGetUserCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { awsEndpoint } from '../../src/aws/aws-endpoint.ts';
import { largestEventBytes } from '../../src/functions/function-workers.ts';
import { functionPermissions } from '../../src/iam/function-permissions.ts';
import { openQueues } from '../../src/queues/queues.ts';
import { secretsManager } from '../../src/secrets/secrets-manager.ts';
import { functionsOf } from '../../src/template/functions.ts';
import { readResources } from '../../src/template/resources.ts';
import { functionSketch, writeAssembly } from '../support/assembly.ts';
import { runnerDatabase } from '../support/engine.ts';
import { workersForTest } from '../support/function.ts';

const code = `export const handler = async (event) => {
  if (event.fail) throw new RangeError('out of range');
  return { got: event };
};`;

const resources = {
  ...functionSketch('operator'),
  Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'failures', VisibilityTimeout: 300 } },
  Secret: {
    Type: 'AWS::SecretsManager::Secret',
    Properties: {
      Name: 'link',
      GenerateSecretString: {
        SecretStringTemplate: '{"current":"k1"}',
        GenerateStringKey: 'k1',
        PasswordLength: 64,
        ExcludePunctuation: true,
      },
    },
  },
};

const serveAws = async (database = runnerDatabase()) => {
  const template = readResources(writeAssembly([{ name: 'fixture', code: { operator: code }, resources }]), {
    origin: 'http://o',
    awsEndpoint: 'http://queues',
  });
  const services = {
    functions: functionsOf(template),
    invoke: workersForTest().invoke,
    secretsManager: secretsManager(database, template),
    queues: openQueues(database, template, Date.now),
    cognitoAdmin: async (operation: string, body: unknown) => ({
      status: 200,
      body: { Username: JSON.stringify([operation, body]) },
    }),
    forward: () => Promise.reject(new Error('Nothing is behind.')),
    onTableWrite: () => undefined,
    endpoints: { dynamodb: '', ses: '' },
  };
  const permissions = functionPermissions(template, services.functions);
  const operator = { callerOf: () => undefined, permissions, report: () => undefined };
  const server = createServer(awsEndpoint({ services, ...operator })).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${z.object({ port: z.number() }).parse(server.address()).port}`;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return { ...services, settings: { endpoint, region: 'eu-central-1', credentials, maxAttempts: 1 } };
};

const invoke = async (FunctionName: string, event: unknown, type: 'Event' | 'RequestResponse' = 'RequestResponse') => {
  const client = new LambdaClient((await serveAws()).settings);
  const answer = await client.send(
    new InvokeCommand({ FunctionName, InvocationType: type, Payload: JSON.stringify(event) }),
  );
  return { ...answer, payload: answer.Payload?.transformToString() };
};

test('Invoke accepts the name or the ARN of a function', async () => {
  expect(await invoke('fixture-operator', { a: 1 })).toMatchObject({ StatusCode: 200, payload: '{"got":{"a":1}}' });
  const arn = 'arn:aws:lambda:eu-central-1:000000000000:function:fixture-operator';
  expect(await invoke(arn, {})).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
});

test('Invoke returns the error of a function', async () => {
  const answer = await invoke('fixture-operator', { fail: true });

  expect(answer).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
  expect(JSON.parse(answer.payload ?? '')).toMatchObject({ errorType: 'RangeError', errorMessage: 'out of range' });
});

test('Invoke does not wait for the function when the type is Event', async () => {
  expect(await invoke('fixture-operator', {}, 'Event')).toMatchObject({ StatusCode: 202 });
});

test('Invoke rejects an unknown function and an event that is too large', async () => {
  await expect(invoke('absent', {})).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await expect(invoke('fixture-operator', 'a'.repeat(largestEventBytes))).rejects.toMatchObject({
    name: 'RequestTooLargeException',
  });
});

test('the AWS endpoint rejects calls without a signature', async () => {
  const { settings } = await serveAws();

  const answer = await fetch(`${settings.endpoint}/2015-03-31/functions/fixture-operator/invocations`, {
    method: 'POST',
    body: '{}',
  });

  expect(answer.status).toBe(403);
});

test('a secret is generated once as in the template and found by name and ARN', async () => {
  const database = runnerDatabase();
  const client = new SecretsManagerClient((await serveAws(database)).settings);
  const byName = await client.send(new GetSecretValueCommand({ SecretId: 'link' }));
  const again = new SecretsManagerClient((await serveAws(database)).settings);

  const byArn = await again.send(new GetSecretValueCommand({ SecretId: byName.ARN }));

  expect(JSON.parse(byName.SecretString ?? '')).toEqual({
    current: 'k1',
    k1: expect.stringMatching(/^[A-Za-z0-9]{64}$/),
  });
  expect(byArn).toMatchObject({ Name: 'link', SecretString: byName.SecretString, VersionStages: ['AWSCURRENT'] });
});

test('PutSecretValue replaces the generated secret, also after a restart', async () => {
  const database = runnerDatabase();
  const client = new SecretsManagerClient((await serveAws(database)).settings);
  await client.send(new PutSecretValueCommand({ SecretId: 'link', SecretString: 'mine' }));
  const again = new SecretsManagerClient((await serveAws(database)).settings);

  expect(await again.send(new GetSecretValueCommand({ SecretId: 'link' }))).toMatchObject({ SecretString: 'mine' });
});

test('GetSecretValue returns ResourceNotFoundException when the secret does not exist', async () => {
  const client = new SecretsManagerClient((await serveAws()).settings);

  await expect(client.send(new GetSecretValueCommand({ SecretId: 'absent' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('a message is hidden until its visibility time-out and removed by DeleteMessage', async () => {
  const { settings, queues } = await serveAws();
  const client = new SQSClient(settings);
  const QueueUrl = 'http://queues/000000000000/failures';
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'one' }));
  queues.send('arn:aws:sqs:eu-central-1:000000000000:failures', 'two');
  const receive = async (VisibilityTimeout: number) =>
    (await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout }))).Messages ??
    [];

  expect((await receive(0)).map(({ Body }) => Body)).toEqual(expect.arrayContaining(['one', 'two']));
  const [one] = await receive(300);
  expect(await receive(300)).toEqual([]);
  await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: one?.ReceiptHandle }));

  const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  expect(Attributes).toMatchObject({ ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesNotVisible: '1' });
});

test('SQS rejects an unknown queue and a message over one megabyte', async () => {
  const client = new SQSClient((await serveAws()).settings);
  const send = (name: string, MessageBody: string) =>
    client.send(new SendMessageCommand({ QueueUrl: `http://queues/000000000000/${name}`, MessageBody }));

  await expect(send('absent', 'one')).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  await expect(send('failures', 'a'.repeat(1024 * 1024 + 1))).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

test("Cognito's admin calls reach the user pool", async () => {
  const client = new CognitoIdentityProviderClient((await serveAws()).settings);

  const { Username } = await client.send(new AdminGetUserCommand({ UserPoolId: 'pool', Username: 'ann' }));

  expect(JSON.parse(Username ?? '')).toEqual(['AdminGetUser', { UserPoolId: 'pool', Username: 'ann' }]);
});
