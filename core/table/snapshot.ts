import { TransactGetCommand } from '@aws-sdk/lib-dynamodb';
import { client, tableName } from './client.ts';
import { withRetries } from './commit.ts';
import type { Key } from './keys.ts';
import type { Item } from './write.ts';

/**
 * Reads up to 100 items as of one moment, in the order of their keys; `undefined` for missing ones. Costs twice as much as
 * `getItems`, which can return some items from before and some from after a transaction. Throws `try_again` while
 * transactions keep writing the items.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
 */
export const getSnapshot = (keys: readonly Key[]): Promise<(Item | undefined)[]> =>
  withRetries(async () => {
    const TransactItems = keys.map((key) => ({ Get: { TableName: tableName(), Key: key } }));
    const { Responses = [] } = await client.send(new TransactGetCommand({ TransactItems }));
    return keys.map((_, position) => Responses[position]?.Item);
  });
