import type { DynamoDBBatchResponse, SQSBatchResponse } from 'aws-lambda';
import { compilePatterns } from 'cdk-local/event-pattern';
import type { LambdaRecord } from 'cdk-local/stream-record';
import { changeFilters, mailFilters } from '#lib/data/stream-consumers.ts';
import { type EmailMessage, takeMessages } from './email-messages.ts';

type Invoke = (name: string, event: unknown) => Promise<unknown>;

const fitting = (filters: readonly object[]) => compilePatterns(filters.map((one) => JSON.stringify(one)));

/** The two that read the table's changes, as many at a time as they get on AWS. */
export const readers = [
  { name: 'queue-emails', wants: fitting(mailFilters), batchSize: 100 },
  { name: 'record-changes', wants: fitting(changeFilters), batchSize: 100 },
] as const;
export type Reader = (typeof readers)[number];

/** Hands messages of the email queue to the sender, again until none fails. */
export const handOverMessages = async (invoke: Invoke, messages: readonly EmailMessage[]): Promise<void> => {
  for (let left = messages; left.length > 0; ) {
    const { batchItemFailures } = (await invoke('send-invitation-email', { Records: left })) as SQSBatchResponse;
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    left = left.filter(({ messageId }) => failed.has(messageId));
  }
};

/** Hands a batch to a reader, and again from the lowest that failed until none does; then what it has queued. */
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

/** Hands records over as they came, once. */
export const inOrder = async (invoke: Invoke, reader: Reader, records: readonly LambdaRecord[]): Promise<void> => {
  for (let from = 0; from < records.length; from += reader.batchSize)
    await handOver(invoke, reader, records.slice(from, from + reader.batchSize));
};

/** Numbers that decide, over and over again. */
export type Dice = () => number;

const keyOf = ({ dynamodb }: LambdaRecord): string => JSON.stringify(dynamodb.Keys);

/** In another order, but for each item in its own. */
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

/** Hands records over shuffled and in batches of any size, many of them again: at once, at the same time, or a day later. */
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
