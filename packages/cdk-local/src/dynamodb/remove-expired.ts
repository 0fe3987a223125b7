import { ConditionalCheckFailedException, DeleteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { TableDefinition } from '../template/tables.ts';
import type { Due, ExpirySchedule } from './expiry-schedule.ts';
import { keyFromText } from './item-key.ts';
import type { RemovalJournal } from './removal-journal.ts';

export type ExpiringTable = {
  readonly client: DynamoDBClient;
  readonly table: TableDefinition;
  readonly ttlAttribute: string;
  readonly journal: RemovalJournal;
  /** Items that expired before this time are removed; epoch milliseconds. */
  readonly removalTime: () => number;
};

/**
 * Removes one expired item unless it has changed: then the stream has its new expiry. `passed` is the position of the
 * stream reader. Returns false if the removal has to be retried.
 */
export const removeExpired = async (
  { client, table, ttlAttribute, journal }: ExpiringTable,
  schedule: ExpirySchedule,
  due: Due,
  passed: bigint | undefined,
): Promise<boolean> => {
  const entry = journal.begin({ table: table.name, ...due }, passed);
  try {
    await client.send(
      new DeleteItemCommand({
        TableName: table.name,
        Key: keyFromText(due.key),
        ConditionExpression: '#ttl = :ttl',
        ExpressionAttributeNames: { '#ttl': ttlAttribute },
        ExpressionAttributeValues: { ':ttl': { N: due.ttl } },
      }),
    );
  } catch (error) {
    // The item may have been removed without a response: the entry stays for its stream record.
    if (!(error instanceof ConditionalCheckFailedException)) return false;
    journal.cancel(entry);
  }
  schedule.remove(due);
  return true;
};
