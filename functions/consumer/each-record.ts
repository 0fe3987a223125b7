import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { readImage } from '#core/table/image.ts';
import { TryLater } from '#core/try-later.ts';
import { errorFacts, logLine, type Metric } from '#functions/endpoint/log-line.ts';
import { park } from './dead-letter-queue.ts';
import { isPassing } from './passing-error.ts';

type Image = Record<string, unknown>;

export type Change = {
  readonly eventId: string;
  readonly newImage: Image | undefined;
  readonly oldImage: Image | undefined;
};

const changeOf = ({ eventID, dynamodb }: DynamoDBRecord): Change => ({
  eventId: eventID ?? '',
  newImage: readImage(dynamodb?.NewImage),
  oldImage: readImage(dynamodb?.OldImage),
});

const groupByKey = (records: readonly DynamoDBRecord[]): DynamoDBRecord[][] => [
  ...Map.groupBy(records, ({ dynamodb }) => JSON.stringify(dynamodb?.Keys)).values(),
];

// Lambda gives up a record at 20 hours and keeps only its place in the stream: before that it is parked, whole.
// https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
const oldestSeconds = 19 * 60 * 60;

const isTooOld = ({ dynamodb }: DynamoDBRecord, error: unknown): boolean => {
  const ageSeconds = Date.now() / 1000 - (dynamodb?.ApproximateCreationDateTime ?? Number.POSITIVE_INFINITY);
  return ageSeconds > ((error instanceof TryLater ? error.patienceSeconds : undefined) ?? oldestSeconds);
};

export type Reader = {
  /** Its name in logs and in the failure queue: that of its function. */
  readonly name: string;
  readonly keysAtOnce: number;
  /** Answers what is to be counted of it. */
  readonly handle: (change: Change) => Promise<readonly Metric[]>;
  /** Says of a change that it was given up, to those who wait for it. @default nothing */
  readonly giveUp?: (change: Change) => Promise<void>;
};

/** `isReplay`: from the failure queue, by an operator. What fails again stays there, instead of being parked anew. */
type Batch = DynamoDBStreamEvent & { readonly isReplay?: boolean };

/** Which change a line is about: the request that made it, and ids, no addresses. */
const factsOf = (reader: string, record: DynamoDBRecord) => {
  const { NewImage, OldImage } = record.dynamodb ?? {};
  const text = (name: string): string | undefined => (NewImage ?? OldImage)?.[name]?.S;
  const change = NewImage ? text('change') : 'removed';
  const isOfInvitation = change?.startsWith('invitation.');
  return {
    reader,
    eventId: record.eventID,
    change,
    requestId: text('requestId'),
    organizationId: text('organizationId'),
    invitationId: isOfInvitation ? text('id') : text('invitationId'),
    userId: text('userId'),
  };
};

const logFailure = (reader: string, record: DynamoDBRecord, error: unknown): void =>
  logLine('error', { ...factsOf(reader, record), ...errorFacts(error) });

/** Whether the record is dealt with: parked, with nobody left to wait for it. */
const isGivenUp = async ({ name, giveUp }: Reader, record: DynamoDBRecord, error: unknown): Promise<boolean> => {
  try {
    await park(record, name, error);
    // An image that nobody can read names no one who waits.
    await giveUp?.(changeOf(record)).catch((cause: unknown) => logFailure(name, record, cause));
    return true;
  } catch (cause) {
    logFailure(name, record, cause);
    return false;
  }
};

/**
 * The Lambda handler of a stream reader: one change after the other for each key, `keysAtOnce` keys at once. Answers which records failed, so that
 * only these and the later ones come again. A record that can't be handled although services work, or not for as long as it may take, is parked, and holds
 * nobody up.
 */
export const eachRecord =
  (reader: Reader) =>
  async ({ Records, isReplay = false }: Batch): Promise<DynamoDBBatchResponse> => {
    const failed = new Set<DynamoDBRecord>();
    const over = new Map<DynamoDBRecord, unknown>();
    const handleOne = async (record: DynamoDBRecord): Promise<boolean> => {
      try {
        const metrics = await reader.handle(changeOf(record));
        logLine('info', factsOf(reader.name, record), metrics);
        return true;
      } catch (error) {
        logFailure(reader.name, record, error);
        const isOver = !isReplay && (!isPassing(error) || isTooOld(record, error));
        if (isOver) over.set(record, error);
        else failed.add(record);
        return isOver;
      }
    };
    const groups = groupByKey(Records);
    const runLane = async (): Promise<void> => {
      for (let group = groups.shift(); group !== undefined; group = groups.shift())
        for (const record of group) if (!(await handleOne(record))) break;
    };
    await Promise.all(Array.from({ length: reader.keysAtOnce }, runLane));
    for (const record of Records) {
      // All after it come again: one that is parked now would be parked each time.
      if (failed.has(record)) break;
      if (over.has(record) && !(await isGivenUp(reader, record, over.get(record)))) failed.add(record);
    }
    return {
      batchItemFailures: [...failed].map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber ?? '' })),
    };
  };
