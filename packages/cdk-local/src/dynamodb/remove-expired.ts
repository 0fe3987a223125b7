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
  /** What was due at this time is removed; epoch milliseconds. */
  readonly removalTime: () => number;
};

/**
 * Removes one item whose time has come, after the stream was read up to `passed`, unless it was changed since: then the stream tells, or has told, when it is
 * to go now. Says whether the item is dealt with; if not, it is still on the schedule.
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
    // Without an answer it may have happened: the journal's entry stays for its stream record.
    if (!(error instanceof ConditionalCheckFailedException)) return false;
    journal.withdraw(entry);
  }
  schedule.remove(due);
  return true;
};
