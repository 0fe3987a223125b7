import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { RetryableError } from '#core/retryable-error.ts';
import { readImage } from '#core/table/image.ts';
import { errorFacts, logLine, type Metric } from '#functions/endpoint/log-line.ts';
import { park } from './dead-letter-queue.ts';
import { isRetryable } from './retryable-error.ts';

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

// Before Lambda drops a record at 20 hours and reports only its position, the complete record becomes a dead letter.
// https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
const maxAgeSeconds = 19 * 60 * 60;

const isTooOld = ({ dynamodb }: DynamoDBRecord, error: unknown): boolean => {
  const ageSeconds = Date.now() / 1000 - (dynamodb?.ApproximateCreationDateTime ?? Number.POSITIVE_INFINITY);
  return ageSeconds > ((error instanceof RetryableError ? error.patienceSeconds : undefined) ?? maxAgeSeconds);
};

export type Reader = {
  /** Name of its function, used in logs and dead letters. */
  readonly name: string;
  readonly keysAtOnce: number;
  /** Processes a change and returns its metrics. */
  readonly handle: (change: Change) => Promise<readonly Metric[]>;
  /** Records that a change became a dead letter. @default does nothing */
  readonly giveUp?: (change: Change) => Promise<void>;
};

/** `isReplay`: an operator's replay. Records that fail again are reported as failed instead of sent to the queue. */
type Batch = DynamoDBStreamEvent & { readonly isReplay?: boolean };

/** Returns the log fields of a record: its request and ids, without email addresses. */
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

/** Sends a record to the dead-letter queue. Returns whether that succeeded. */
const deadLetter = async ({ name, giveUp }: Reader, record: DynamoDBRecord, error: unknown): Promise<boolean> => {
  try {
    await park(record, name, error);
    // An image that can't be parsed has no delivery to mark.
    await giveUp?.(changeOf(record)).catch((cause: unknown) => logFailure(name, record, cause));
    return true;
  } catch (cause) {
    logFailure(name, record, cause);
    return false;
  }
};

/**
 * Creates the Lambda handler of a stream consumer. Processes changes in order per key, `keysAtOnce` keys concurrently.
 * Returns the failed records, so that Lambda retries from the first of them. A record with a permanent error, or one that
 * is too old, goes to the dead-letter queue and does not block others.
 */
export const eachRecord =
  (reader: Reader) =>
  async ({ Records, isReplay = false }: Batch): Promise<DynamoDBBatchResponse> => {
    const failed = new Set<DynamoDBRecord>();
    const dead = new Map<DynamoDBRecord, unknown>();
    const handleOne = async (record: DynamoDBRecord): Promise<boolean> => {
      try {
        const metrics = await reader.handle(changeOf(record));
        logLine('info', factsOf(reader.name, record), metrics);
        return true;
      } catch (error) {
        logFailure(reader.name, record, error);
        const isDead = !isReplay && (!isRetryable(error) || isTooOld(record, error));
        if (isDead) dead.set(record, error);
        else failed.add(record);
        return isDead;
      }
    };
    const groups = groupByKey(Records);
    const runLane = async (): Promise<void> => {
      for (let group = groups.shift(); group !== undefined; group = groups.shift())
        for (const record of group) if (!(await handleOne(record))) break;
    };
    await Promise.all(Array.from({ length: reader.keysAtOnce }, runLane));
    for (const record of Records) {
      // Lambda retries all records after it, so a later one would be sent to the queue each time.
      if (failed.has(record)) break;
      if (dead.has(record) && !(await deadLetter(reader, record, dead.get(record)))) failed.add(record);
    }
    return {
      batchItemFailures: [...failed].map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber ?? '' })),
    };
  };
