import { expect, test } from 'vitest';
import { readMessage } from '#functions/consumer/dead-letters.ts';

const record = { eventID: 'e1', dynamodb: {} };
const event = { source: 'aws.ses', detail: {} };

test('a record that a reader parked goes back to that reader, whole', () => {
  const body = JSON.stringify({ reader: 'record-changes', reason: 'unreadable', record });
  expect(readMessage(body)).toEqual({ kind: 'record', reader: 'record-changes', record });
});

test('an event of SES is found as a function failed for it, and as EventBridge could not deliver it', () => {
  expect(readMessage(JSON.stringify({ version: '1.0', requestPayload: event }))).toEqual({ kind: 'event', event });
  expect(readMessage(JSON.stringify(event))).toEqual({ kind: 'event', event });
});

test('a message of Lambda that names places in the stream only is told apart, and so is what nobody knows', () => {
  expect(readMessage(JSON.stringify({ DDBStreamBatchInfo: { shardId: 's' } }))).toEqual({ kind: 'place' });
  expect(readMessage('not JSON')).toEqual({ kind: 'unknown' });
  expect(readMessage(JSON.stringify({ reader: 'get-me', record }))).toEqual({ kind: 'unknown' });
});
