import {
  ConditionalCheckFailedException,
  ThrottlingException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import { problem } from '#core/problem.ts';
import { commit, putUnlessThere } from '#core/table/commit.ts';
import { absent, put, type Write } from '#core/table/write.ts';

// No emulator here reports conflicts or throttling, so a mock does.
process.env.TABLE_NAME = 'table';

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    $metadata: {},
    message: 'cancelled',
    CancellationReasons: codes.map((Code) => ({
      Code,
      ...(Code === 'ConditionalCheckFailed' && { Item: { name: { S: 'found' } } }),
    })),
  });

const writes: Write[] = [1, 2].map((n) => ({
  item: put({ PK: `${n}`, SK: `${n}` }, absent),
  refusal: (found) => problem('team_exists', { step: n, found }),
}));

test('a transaction that another got in the way of is repeated until it goes through', async () => {
  const client = mockClient(DynamoDBDocumentClient);
  client
    .on(TransactWriteCommand)
    .rejectsOnce(cancelled('TransactionConflict', 'None'))
    .rejectsOnce(cancelled('None', 'ThrottlingError'))
    .resolves({});
  await commit(writes);
  expect(client.commandCalls(TransactWriteCommand)).toHaveLength(3);
});

test('conflicts that outlast the retries are answered with try_again', { tags: ['fault/f3'] }, async () => {
  const client = mockClient(DynamoDBDocumentClient);
  client.on(TransactWriteCommand).rejects(cancelled('None', 'TransactionConflict'));
  await expect(commit(writes)).rejects.toMatchObject({ status: 503, code: 'try_again' });
  const tries = client.commandCalls(TransactWriteCommand).length;
  // Eight, unless the time for it is over before.
  expect([tries > 1, tries <= 8]).toEqual([true, true]);
});

test('a refused step throws its own refusal, with the item that it found, and is not repeated', async () => {
  const client = mockClient(DynamoDBDocumentClient);
  client.on(TransactWriteCommand).rejects(cancelled('None', 'ConditionalCheckFailed'));
  await expect(commit(writes)).rejects.toMatchObject({ facts: { step: 2, found: { name: 'found' } } });
  expect(client.commandCalls(TransactWriteCommand)).toHaveLength(1);
});

test('a refusal counts though another step conflicts', async () => {
  const client = mockClient(DynamoDBDocumentClient);
  client.on(TransactWriteCommand).rejects(cancelled('ConditionalCheckFailed', 'TransactionConflict'));
  await expect(commit(writes)).rejects.toMatchObject({ facts: { step: 1 } });
});

test('any other failure is thrown as it is', async () => {
  const client = mockClient(DynamoDBDocumentClient);
  client.on(TransactWriteCommand).rejects(new Error('no network'));
  await expect(commit(writes)).rejects.toThrow('no network');
});

const options = { $metadata: {}, message: 'failed' };

test('putUnlessThere retries throttling and conflicts, and succeeds when the item exists', async () => {
  const client = mockClient(DynamoDBDocumentClient);
  client
    .on(PutCommand)
    .rejectsOnce(new TransactionConflictException(options))
    .rejectsOnce(new ThrottlingException(options))
    .rejectsOnce(new ConditionalCheckFailedException(options));
  await putUnlessThere({ PK: 'p', SK: 's' });
  expect(client.commandCalls(PutCommand)).toHaveLength(3);
});

test('putUnlessThere never replaces an item, and throws other errors unchanged', async () => {
  const client = mockClient(DynamoDBDocumentClient);
  client.on(PutCommand).rejects(new Error('no network'));
  await expect(putUnlessThere({ PK: 'p', SK: 's' })).rejects.toThrow('no network');
  expect(client.commandCalls(PutCommand)[0]?.args[0].input).toMatchObject({
    ConditionExpression: 'attribute_not_exists(PK)',
  });
});
