import { expect, test } from 'vitest';
import { runnerDatabase } from '../support/engine.ts';
import { arnOf, bodiesOf, useQueues } from './use-queues.ts';

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
test('a received message is hidden for the visibility timeout, then received again with a higher count', async () => {
  const { send, receive, pass } = useQueues();
  await send('one');
  const all = { AttributeNames: ['All'] };
  expect(await receive(all)).toMatchObject([{ Body: 'one', Attributes: { ApproximateReceiveCount: '1' } }]);
  pass(59);
  expect(await receive()).toEqual([]);
  pass(1);
  expect(await receive(all)).toMatchObject([{ Body: 'one', Attributes: { ApproximateReceiveCount: '2' } }]);
});

test('ReceiveMessage returns only the attributes that were asked for', async () => {
  const { send, receive, pass } = useQueues();
  await send('one', 'group');
  const [plain] = await receive({ VisibilityTimeout: 0 });
  expect(plain).not.toHaveProperty('Attributes');
  pass(1);
  const [message] = await receive({ MessageSystemAttributeNames: ['MessageGroupId'] });
  expect(message?.Attributes).toEqual({ MessageGroupId: 'group' });
});

test('ChangeMessageVisibility hides a message from its call on, and fails for one that is not in flight', async () => {
  const { send, receive, call, pass, remove } = useQueues();
  await send('one');
  const [message] = await receive();
  const { ReceiptHandle = '' } = message ?? {};
  await call('ChangeMessageVisibility', { ReceiptHandle, VisibilityTimeout: 900 });
  pass(899);
  expect(await receive()).toEqual([]);
  pass(1);
  const [again] = await receive();
  expect(again?.Body).toBe('one');
  if (again) await remove(again);
  const hide = call('ChangeMessageVisibility', { ReceiptHandle, VisibilityTimeout: 0 });
  await expect(hide).rejects.toMatchObject({ code: 'MessageNotInflight' });
});

test('an earlier receipt handle deletes nothing that another consumer has received since', async () => {
  const { send, receive, remove, pass } = useQueues();
  await send('one');
  const [first] = await receive();
  pass(60);
  await receive();
  if (first) await remove(first);
  pass(60);
  expect(bodiesOf(await receive())).toEqual(['one']);
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
test('a message that was received maxReceiveCount times goes to the dead-letter queue as it is', async () => {
  const { send, receive, pass } = useQueues();
  await send('poison', 'group');
  const [first] = await receive();
  for (const _ of [2, 3]) {
    pass(60);
    expect(await receive()).toHaveLength(1);
  }
  pass(60);
  expect(await receive()).toEqual([]);
  const [dead] = await receive({ AttributeNames: ['All'] }, 'dead');
  expect(dead).toMatchObject({ MessageId: first?.MessageId, Body: 'poison' });
  expect(dead?.Attributes).toMatchObject({ MessageGroupId: 'group', DeadLetterQueueSourceArn: arnOf('work') });
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
test('StartMessageMoveTask moves dead letters back as new messages with their group', async () => {
  const { queues, send, receive, pass } = useQueues();
  await send('later', 'group');
  for (let n = 0; n < 4; n++) {
    await receive();
    pass(60);
  }
  await queues.handle('StartMessageMoveTask', { SourceArn: arnOf('dead'), DestinationArn: arnOf('work') });
  const [message] = await receive({ AttributeNames: ['All'] });
  expect(message?.Attributes).toMatchObject({ ApproximateReceiveCount: '1', MessageGroupId: 'group' });
  const move = queues.handle('StartMessageMoveTask', { SourceArn: arnOf('work') });
  await expect(move).rejects.toMatchObject({ code: 'InvalidParameterValue' });
});

test('a batch is taken entry by entry, and refused as a whole for its size or its ids', async () => {
  const { call, receive } = useQueues();
  const entry = (Id: string, MessageBody = Id) => ({ Id, MessageBody });
  const send = (...Entries: object[]) => call('SendMessageBatch', { Entries });
  expect(await send(entry('a'), entry('b'))).toMatchObject({ Successful: [{ Id: 'a' }, { Id: 'b' }], Failed: [] });
  expect(bodiesOf(await receive())).toEqual(['a', 'b']);
  await expect(send()).rejects.toMatchObject({ code: 'EmptyBatchRequest' });
  const eleven = Array.from({ length: 11 }, (_, n) => entry(String(n)));
  await expect(send(...eleven)).rejects.toMatchObject({ code: 'TooManyEntriesInBatchRequest' });
  await expect(send(entry('a'), entry('a'))).rejects.toMatchObject({ code: 'BatchEntryIdsNotDistinct' });
  await expect(send(entry('a b'))).rejects.toMatchObject({ code: 'InvalidBatchEntryId' });
  const large = 'x'.repeat(600_000);
  await expect(send(entry('a', large), entry('b', large))).rejects.toMatchObject({ code: 'BatchRequestTooLong' });
});

test('a long poll returns as soon as a message arrives', async () => {
  const { send, receive } = useQueues();
  const polled = receive({ WaitTimeSeconds: 20 });
  await send('one');
  expect(bodiesOf(await polled)).toEqual(['one']);
});

test('messages survive a restart, hidden ones too', async () => {
  const database = runnerDatabase();
  const first = useQueues(database);
  await first.send('hidden');
  await first.receive();
  await first.send('visible');
  const second = useQueues(database);
  expect(bodiesOf(await second.receive())).toEqual(['visible']);
  second.pass(60);
  expect(bodiesOf(await second.receive()).sort()).toEqual(['hidden', 'visible']);
});
