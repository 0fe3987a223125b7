import { expect, onTestFinished, test } from 'vitest';
import type { Outcome } from '../../src/functions/execution-environment.ts';
import { startQueueConsumers } from '../../src/queues/start-queue-consumers.ts';
import { eventually } from '../support/feed.ts';
import { functionWith } from '../support/function.ts';
import { arnOf, useQueues } from './use-queues.ts';

type SqsEvent = { readonly Records: readonly { readonly messageId: string; readonly body: string }[] };
type Answer = (event: SqsEvent) => Promise<unknown> | unknown;

const start = (answer: Answer, { batchSize = 1, concurrency = 2 } = {}) => {
  const used = useQueues();
  const { queues } = used;
  const mapping = {
    queueArn: arnOf('work'),
    function: functionWith(''),
    batchSize,
    reportsItemFailures: true,
    concurrency,
  };
  const invoke = async (_: unknown, event: unknown): Promise<Outcome> => {
    try {
      const payload = JSON.stringify((await answer(event as SqsEvent)) ?? null);
      return { requestId: 'r', payload };
    } catch (error) {
      return { requestId: 'r', error: { errorType: 'Error', errorMessage: String(error), trace: [] } };
    }
  };
  const stop = startQueueConsumers({ queues, mappings: [mapping], invoke, report: () => undefined });
  onTestFinished(stop);
  const left = async (): Promise<unknown> => {
    const response = await used.call('GetQueueAttributes', { AttributeNames: ['All'] });
    const { Attributes } = response as { Attributes: Record<string, string> };
    return Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible);
  };
  return { ...used, left };
};

test('a processed message is deleted, and one that the function reports stays until its visibility timeout', async () => {
  const seen: string[] = [];
  const { send, pass, left } = start(({ Records: [record] }) => {
    seen.push(record?.body ?? '');
    const failed = record?.body === 'bad' && seen.filter((body) => body === 'bad').length < 2;
    return { batchItemFailures: failed ? [{ itemIdentifier: record.messageId }] : [] };
  });
  await send('bad');
  await send('good');
  await eventually(() => expect(seen).toContain('good'));
  await eventually(() => expect(seen).toContain('bad'));
  expect(await left()).toBe(1);
  pass(60);
  await eventually(() => expect(seen.filter((body) => body === 'bad')).toHaveLength(2));
  await expect.poll(left).toBe(0);
});

// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
test.each([
  ['throws', () => Promise.reject(new Error('crashed'))],
  ['reports an unknown message', () => ({ batchItemFailures: [{ itemIdentifier: 'unknown' }] })],
  ['reports an empty id', () => ({ batchItemFailures: [{ itemIdentifier: '' }] })],
  ['answers something else', () => ({ batchItemFailures: 'all' })],
])('a message stays in the queue when the function %s', async (_, answer) => {
  let calls = 0;
  const { send, pass, left } = start(() => {
    calls += 1;
    return answer();
  });
  await send('one');
  await eventually(() => expect(calls).toBe(1));
  pass(60);
  await eventually(() => expect(calls).toBe(2));
  expect(await left()).toBe(1);
});

test('no more invocations run concurrently than the mapping allows', async () => {
  let [running, most] = [0, 0];
  const { send, left } = start(async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
  });
  for (let n = 0; n < 10; n++) await send(String(n));
  await expect.poll(left).toBe(0);
  expect(most).toBe(2);
});
