import * as z from 'zod';
import { arn } from '../template/physical-values.ts';
import type { TableDefinition } from '../template/tables.ts';
import type { Access } from './policy.ts';

const attribute = z.union([z.object({ S: z.string() }), z.object({ N: z.string() }), z.object({ B: z.string() })]);
const item = z.record(z.string(), z.unknown());
const ofOneTable = z.object({
  TableName: z.string(),
  IndexName: z.string().optional(),
  Key: item.optional(),
  Item: item.optional(),
  KeyConditionExpression: z.string().default(''),
  ExpressionAttributeNames: z.record(z.string(), z.string()).default({}),
  ExpressionAttributeValues: item.default({}),
});
type OfOneTable = z.output<typeof ofOneTable>;

const transaction = z.object({ TransactItems: z.array(z.record(z.string(), ofOneTable)) });
const batchGet = z.object({ RequestItems: z.record(z.string(), z.object({ Keys: z.array(item) })) });
const batchWrite = z.object({
  RequestItems: z.record(
    z.string(),
    z.array(
      z
        .object({ PutRequest: ofOneTable.pick({ Item: true }), DeleteRequest: ofOneTable.pick({ Key: true }) })
        .partial(),
    ),
  ),
});

type Tables = readonly TableDefinition[];
type Target = { readonly table: string; readonly index?: string | undefined; readonly keys: readonly string[] };

const nameOf = (table: string): string => table.split(':table/').at(-1) ?? table;

const partitionKeyOf = (tables: Tables, table: string, index?: string): string | undefined => {
  const properties = tables.find(({ name }) => name === nameOf(table))?.properties;
  const { KeySchema = [] } =
    (index === undefined
      ? properties
      : properties?.GlobalSecondaryIndexes.find(({ IndexName }) => IndexName === index)) ?? {};
  return KeySchema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName;
};

const textOf = (value: unknown): readonly string[] => {
  const parsed = attribute.safeParse(value);
  return parsed.success ? Object.values(parsed.data) : [];
};

const keysOf = (
  tables: Tables,
  table: string,
  items: readonly (z.output<typeof item> | undefined)[],
): readonly string[] => {
  const partitionKey = partitionKeyOf(tables, table) ?? '';
  return items.flatMap((one) => textOf(one?.[partitionKey]));
};

/** Returns the partition key value of a query. Without a readable one no permission with LeadingKeys allows it. */
const queriedPartition = (tables: Tables, query: OfOneTable): readonly string[] => {
  const partitionKey = partitionKeyOf(tables, query.TableName, query.IndexName);
  for (const [, name = '', value = ''] of query.KeyConditionExpression.matchAll(/([#\w]+)\s*=\s*(:\w+)/g))
    if ((query.ExpressionAttributeNames[name] ?? name) === partitionKey)
      return textOf(query.ExpressionAttributeValues[value]);
  return [];
};

const accessTo = (action: string, { table, index, keys }: Target, enclosing?: string): Access => ({
  action: `dynamodb:${action}`,
  resource: arn('dynamodb', `table/${nameOf(table)}${index === undefined ? '' : `/index/${index}`}`),
  context: {
    // A missing condition key differs from one without values.
    ...(keys.length > 0 && { 'dynamodb:LeadingKeys': keys }),
    ...(enclosing !== undefined && { 'dynamodb:EnclosingOperation': [enclosing] }),
  },
});

const actionOfStep: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

/** The partition keys that IAM sees at an action of a transaction: the action's, the whole transaction's, or none. */
export type TransactionKeys = 'step' | 'transaction' | 'none';

/**
 * There is no permission for transactions: each action needs its own.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 * The page does not say with which keys: see the option `transactionKeys`.
 */
const ofTransaction = (
  operation: string,
  body: unknown,
  tables: Tables,
  transactionKeys: TransactionKeys,
): readonly Access[] => {
  const steps = transaction.parse(body).TransactItems.flatMap(Object.entries<OfOneTable>);
  const keysIn = (table: string, group: typeof steps) =>
    keysOf(
      tables,
      table,
      group.filter(([, { TableName }]) => TableName === table).map(([, { Key, Item }]) => Key ?? Item),
    );
  const together = Map.groupBy(steps, ([step, { TableName }]) => `${actionOfStep[step] ?? step} ${TableName}`);
  return [...together].map(([name, group]) => {
    const [action = '', table = ''] = name.split(' ');
    const seen = { step: group, transaction: steps, none: [] }[transactionKeys];
    return accessTo(action, { table, keys: keysIn(table, seen) }, operation);
  });
};

/** Returns the accesses of a DynamoDB call to tables and indexes, with partition keys. Throws `ZodError` for an invalid request. */
export const tableAccesses = (
  operation: string,
  body: unknown,
  tables: Tables,
  transactionKeys: TransactionKeys = 'step',
): readonly Access[] => {
  switch (operation) {
    case 'TransactWriteItems':
    case 'TransactGetItems':
      return ofTransaction(operation, body, tables, transactionKeys);
    case 'BatchGetItem':
      return Object.entries(batchGet.parse(body).RequestItems).map(([table, { Keys }]) =>
        accessTo(operation, { table, keys: keysOf(tables, table, Keys) }),
      );
    case 'BatchWriteItem':
      return Object.entries(batchWrite.parse(body).RequestItems).map(([table, writes]) => {
        const items = writes.map(({ PutRequest, DeleteRequest }) => PutRequest?.Item ?? DeleteRequest?.Key);
        return accessTo(operation, { table, keys: keysOf(tables, table, items) });
      });
    default: {
      const { data: one } = ofOneTable.safeParse(body);
      if (one === undefined) return [{ action: `dynamodb:${operation}`, resource: '*', context: {} }];
      const { TableName: table, IndexName: index, Key, Item } = one;
      const keys = operation === 'Query' ? queriedPartition(tables, one) : keysOf(tables, table, [Key ?? Item]);
      return [accessTo(operation, { table, index, keys })];
    }
  }
};
