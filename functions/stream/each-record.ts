import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { Problem } from '#core/problem.ts';
import { readImage } from '#core/table/image.ts';
import { TryLater } from '#core/try-later.ts';
import { isNetworkFailure } from '../network-failure.ts';
import { park } from './failure-queue.ts';

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

// What a service says of a record that it will never take; in a transaction it says so of the step.
const refusalsOfTheRecord = new Set([
  'ValidationException',
  'ValidationError',
  'SerializationException',
  'ItemCollectionSizeLimitExceeded',
]);

const saidOf = (error: Error): string[] => {
  const steps =
    'CancellationReasons' in error && Array.isArray(error.CancellationReasons) ? error.CancellationReasons : [];
  return [error.name, ...steps.map(({ Code }) => String(Code))];
};

/** A service that fails, is not reached or not allowed may work later; anything else will fail again with the same record. */
const isPassing = (error: unknown): boolean => {
  if (!(error instanceof Error) || saidOf(error).some((code) => refusalsOfTheRecord.has(code))) return false;
  const later = error instanceof TryLater || error instanceof Problem;
  return later || '$metadata' in error || isNetworkFailure(error) || error.name === 'TimeoutError';
};

const groupByKey = (records: readonly DynamoDBRecord[]): DynamoDBRecord[][] => [
  ...Map.groupBy(records, ({ dynamodb }) => JSON.stringify(dynamodb?.Keys)).values(),
];

/**
 * The Lambda handler of a stream reader: one change after the other for each key, `keysAtOnce` keys at once. Answers which records failed, so that
 * only these and the later ones come again. A record that can't be handled although services work is parked, and holds nobody up.
 */
export const eachRecord =
  (reader: string, keysAtOnce: number, handle: (change: Change) => Promise<void>) =>
  async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const failed: string[] = [];
    const handleOne = async (record: DynamoDBRecord): Promise<boolean> => {
      try {
        await handle(changeOf(record));
        return true;
      } catch (error) {
        console.error(
          JSON.stringify({
            reader,
            eventId: record.eventID,
            error: String(error),
            stack: error instanceof Error ? error.stack : undefined,
          }),
        );
        if (!isPassing(error))
          return park(record, reader, error).then(
            () => true,
            () => fail(record),
          );
        return fail(record);
      }
    };
    const fail = (record: DynamoDBRecord): false => {
      failed.push(record.dynamodb?.SequenceNumber ?? '');
      return false;
    };
    const groups = groupByKey(Records);
    const runLane = async (): Promise<void> => {
      for (let group = groups.shift(); group !== undefined; group = groups.shift())
        for (const record of group) if (!(await handleOne(record))) break;
    };
    await Promise.all(Array.from({ length: keysAtOnce }, runLane));
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
