import type { DynamoDBBatchResponse, SQSBatchResponse } from 'aws-lambda';
import { compilePatterns } from 'cdk-local/event-pattern';
import type { LambdaRecord } from 'cdk-local/stream-record';
import { changeFilters, emailFilters } from '#lib/data/stream-consumers.ts';
import { type EmailMessage, takeMessages } from './email-messages.ts';

type Invoke = (name: string, event: unknown) => Promise<unknown>;

const fitting = (filters: readonly object[]) => compilePatterns(filters.map((one) => JSON.stringify(one)));

/** The two stream consumers, with their batch sizes on AWS. */
export const readers = [
  { name: 'queue-emails', wants: fitting(emailFilters), batchSize: 100 },
  { name: 'record-changes', wants: fitting(changeFilters), batchSize: 100 },
] as const;
export type Reader = (typeof readers)[number];

/** Sends messages of the email queue to the sender, and again until none fails. */
export const handOverMessages = async (invoke: Invoke, messages: readonly EmailMessage[]): Promise<void> => {
  for (let left = messages; left.length > 0; ) {
    const { batchItemFailures } = (await invoke('send-invitation-email', { Records: left })) as SQSBatchResponse;
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    left = left.filter(({ messageId }) => failed.has(messageId));
  }
};

/** Sends a batch to a consumer, and again from the first failed record until none fails; then the queued messages. */
export const handOver = async (invoke: Invoke, { name }: Reader, batch: readonly LambdaRecord[]): Promise<void> => {
  await handOverRecords(invoke, name, batch);
  if (name !== 'queue-emails') return;
  for (let messages = await takeMessages(); messages.length > 0; messages = await takeMessages())
    await handOverMessages(invoke, messages);
};

const handOverRecords = async (invoke: Invoke, name: string, batch: readonly LambdaRecord[]): Promise<void> => {
  for (let left = batch; left.length > 0; ) {
    const numbers = left.map(({ dynamodb }) => dynamodb.SequenceNumber);
    const { batchItemFailures } = (await invoke(name, { Records: left })) as DynamoDBBatchResponse;
    const failed = batchItemFailures.map(({ itemIdentifier }) => numbers.indexOf(itemIdentifier));
    left = failed.length === 0 ? [] : left.slice(Math.min(...failed));
  }
};

/** Sends records once, in order. */
export const inOrder = async (invoke: Invoke, reader: Reader, records: readonly LambdaRecord[]): Promise<void> => {
  for (let from = 0; from < records.length; from += reader.batchSize)
    await handOver(invoke, reader, records.slice(from, from + reader.batchSize));
};

/** Yields random decisions. */
export type Dice = () => number;

const keyOf = ({ dynamodb }: LambdaRecord): string => JSON.stringify(dynamodb.Keys);

/** Shuffles records, but keeps the order per item. */
const shuffled = (records: readonly LambdaRecord[], dice: Dice): LambdaRecord[] => {
  const queues = [...Map.groupBy(records, keyOf).values()].map((queue) => [...queue]);
  const order: LambdaRecord[] = [];
  for (let left = queues; left.length > 0; left = left.filter(({ length }) => length > 0)) {
    const next = left[dice() % left.length]?.shift();
    if (next) order.push(next);
  }
  return order;
};

const older = ({ dynamodb, ...rest }: LambdaRecord, hours: number): LambdaRecord => ({
  ...rest,
  dynamodb: { ...dynamodb, ApproximateCreationDateTime: dynamodb.ApproximateCreationDateTime - hours * 3600 },
});

/** Sends records shuffled, in batches of any size, many of them repeatedly: at once, concurrently, or a day later. */
export const wildly = async (
  invoke: Invoke,
  reader: Reader,
  records: readonly LambdaRecord[],
  dice: Dice,
): Promise<void> => {
  const give = (batch: readonly LambdaRecord[]) => handOver(invoke, reader, batch);
  const order = shuffled(records, dice);
  for (let from = 0; from < order.length; ) {
    const batch = order.slice(from, from + 1 + (dice() % reader.batchSize));
    from += batch.length;
    const one = batch.slice(-1);
    const before = order.slice(0, from);
    const way = dice() % 5;
    await Promise.all([give(batch), ...(way === 0 ? [give(batch)] : [])]);
    if (way === 1) await give(batch);
    if (way === 2) for (let times = 1; times < 10; times++) await give(one);
    if (way === 3) await give(before.slice(dice() % before.length).map((record) => older(record, 23)));
  }
};
