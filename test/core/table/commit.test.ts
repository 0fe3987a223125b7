import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import { problem } from '#core/problem.ts';
import { commit } from '#core/table/commit.ts';
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

test('conflicts that outlast the retries are answered with try_again', async () => {
  const client = mockClient(DynamoDBDocumentClient);
  client.on(TransactWriteCommand).rejects(cancelled('None', 'TransactionConflict'));
  await expect(commit(writes)).rejects.toMatchObject({ status: 503, code: 'try_again' });
  expect(client.commandCalls(TransactWriteCommand)).toHaveLength(8);
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
