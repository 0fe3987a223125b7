import { expect, test } from 'vitest';
import { bodiesOf, useQueues } from './use-queues.ts';

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues-detailed.html

const start = () => {
  const queues = useQueues();
  const { send, receive, remove, pass } = queues;
  const sendMany = async (group: string, count: number) => {
    for (let n = 0; n < count; n++) await send(`${group}${n}`, group);
  };
  /** Receives the next message and deletes it after so long. */
  const process = async (seconds: number) => {
    const [message] = await receive({ MaxNumberOfMessages: 1 });
    pass(seconds);
    if (message) await remove(message);
    return message?.Body;
  };
  return { ...queues, sendMany, process };
};

test('a message of a quiet group is received before the backlog of a group with most processing time', async () => {
  const { sendMany, process, send } = start();
  await sendMany('noisy', 50);
  expect(await process(1)).toBe('noisy0');
  await send('quiet', 'quiet');
  expect(await process(1)).toBe('quiet');
  expect(await process(1)).toBe('noisy1');
});

test('a message of a quiet group is received first while 30 messages of another group are in flight', async () => {
  const { sendMany, receive, send } = start();
  await sendMany('noisy', 60);
  for (let n = 0; n < 3; n++) await receive();
  await send('quiet', 'quiet');
  const [first] = bodiesOf(await receive());
  expect(first).toBe('quiet');
});

test('29 messages in flight do not make a group noisy', async () => {
  const { sendMany, receive, send } = start();
  await sendMany('busy', 60);
  await receive();
  await receive();
  await receive({ MaxNumberOfMessages: 9 });
  await send('other', 'other');
  expect(bodiesOf(await receive({ MaxNumberOfMessages: 1 }))).toEqual(['busy29']);
});

test('of two noisy groups the one with fewer messages in flight is received first', async () => {
  const { sendMany, process, receive } = start();
  await sendMany('a', 5);
  await process(10);
  await sendMany('b', 5);
  await process(10);
  await receive({ MaxNumberOfMessages: 1 });
  const next = bodiesOf(await receive({ MaxNumberOfMessages: 1 }));
  const after = bodiesOf(await receive({ MaxNumberOfMessages: 1 }));
  expect(
    [next, after]
      .flat()
      .map((body) => body[0])
      .sort(),
  ).toEqual(['a', 'b']);
});

test('a group is quiet again when its backlog is gone', async () => {
  const { sendMany, process, send } = start();
  await sendMany('noisy', 2);
  await process(1);
  await process(1);
  await process(0);
  await send('noisy-again', 'noisy');
  await send('quiet', 'quiet');
  expect(await process(1)).toBe('noisy-again');
});

test('a group is quiet again after five minutes without sends', async () => {
  const { sendMany, process, send, pass } = start();
  await sendMany('noisy', 5);
  await process(30);
  pass(300);
  await send('quiet', 'quiet');
  expect(await process(1)).toBe('noisy1');
});

test('messages without a group are received in order, none of them as noisy', async () => {
  const { send, process } = start();
  await send('first');
  await send('second');
  await send('third', 'group');
  expect([await process(9), await process(9), await process(9)]).toEqual(['first', 'second', 'third']);
});
