import { randomUUID } from 'node:crypto';
import type { EventSourceMapping } from '../template/event-source-mappings.ts';
import type { DiscardedBatch } from './deliver-batch.ts';
import type { LambdaRecord } from './stream-record.ts';

const arrivalOf = (record: LambdaRecord | undefined): string =>
  new Date((record?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString();

/** Returns the message to an on-failure destination: the position of the discarded records in the stream. */
export const failureMessage = (
  mapping: EventSourceMapping,
  { condition, records, invocations }: DiscardedBatch,
  shard: string,
): string => {
  const [first, last] = [records[0], records.at(-1)];
  return JSON.stringify({
    requestContext: {
      requestId: randomUUID(),
      functionArn: `${mapping.function.arn}:$LATEST`,
      condition,
      approximateInvokeCount: invocations,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId: shard,
      startSequenceNumber: first?.dynamodb.SequenceNumber,
      endSequenceNumber: last?.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: arrivalOf(first),
      approximateArrivalOfLastRecord: arrivalOf(last),
      batchSize: records.length,
      streamArn: mapping.streamArn,
    },
  });
};
