import { expect, test } from 'vitest';
import { readMessage } from '#functions/consumer/dead-letters.ts';

const record = { eventID: 'e1', dynamodb: {} };
const event = { source: 'aws.ses', detail: {} };

test('readMessage returns the complete record of a stream consumer', () => {
  const body = JSON.stringify({ reader: 'record-changes', reason: 'unreadable', record });
  expect(readMessage(body)).toEqual({ kind: 'record', reader: 'record-changes', record });
});

test('readMessage returns SES events from Lambda and from EventBridge', () => {
  expect(readMessage(JSON.stringify({ version: '1.0', requestPayload: event }))).toEqual({ kind: 'event', event });
  expect(readMessage(JSON.stringify(event))).toEqual({ kind: 'event', event });
});

test('readMessage distinguishes stream positions and unknown messages', () => {
  expect(readMessage(JSON.stringify({ DDBStreamBatchInfo: { shardId: 's' } }))).toEqual({ kind: 'place' });
  expect(readMessage('not JSON')).toEqual({ kind: 'unknown' });
  expect(readMessage(JSON.stringify({ reader: 'get-me', record }))).toEqual({ kind: 'unknown' });
});
