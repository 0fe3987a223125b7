import type { Context, DynamoDBRecord } from 'aws-lambda';
import { beforeEach, expect, test, vi } from 'vitest';
import { apiOperations } from '#core/contract/operations/api.ts';
import { problem } from '#core/problem.ts';
import { eachRecord } from '#functions/consumer/each-record.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';
import type { Event } from '#functions/endpoint/request.ts';

const event = { routeKey: 'GET /v1/health', headers: {}, requestContext: { requestId: 'r' } } as unknown as Event;
const context = { getRemainingTimeInMillis: () => 10_000 } as Context;

beforeEach(() => {
  const write = vi.spyOn(process.stdout, 'write').mockImplementation(() => {
    throw Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
  });
  return () => write.mockRestore();
});

test('a function that cannot write its log returns the same responses', {
  tags: ['fault/f28'],
}, async () => {
  const fine = endpoint(apiOperations.getHealth, async () => ({ status: 'ok' as const }));
  const refuses = endpoint(apiOperations.getHealth, async () => {
    throw problem('team_not_found');
  });
  const fails = endpoint(apiOperations.getHealth, async () => {
    throw new Error('unexpected');
  });
  const statuses = [fine, refuses, fails].map(async (handler) => (await handler(event, context)).statusCode);
  expect(await Promise.all(statuses)).toEqual([200, 404, 500]);
});

test('a stream consumer that cannot write its log still processes records', {
  tags: ['fault/f28'],
}, async () => {
  const handled: string[] = [];
  const handler = eachRecord({
    name: 'reader',
    keysAtOnce: 1,
    handle: async ({ eventId }) => {
      handled.push(eventId);
      return [{ name: 'EmailsSent', value: 1, unit: 'Count' }];
    },
  });
  const record: DynamoDBRecord = { eventID: 'e1', dynamodb: { Keys: {}, SequenceNumber: '1' } };
  expect(await handler({ Records: [record] })).toEqual({ batchItemFailures: [] });
  expect(handled).toEqual(['e1']);
});
