import { randomUUID } from 'node:crypto';
import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, inject } from 'vitest';
import { environment } from '#core/deployment.ts';

process.env.AWS_ENDPOINT_URL_DYNAMODB = inject('dynamodbEndpoint');
process.env.AWS_REGION = 'eu-central-1';
process.env.AWS_ACCESS_KEY_ID = 'local';
process.env.AWS_SECRET_ACCESS_KEY = 'local';
const name = `test-${randomUUID()}`;
process.env[environment.tableName] = name;

/** Creates a table for the test file, which core's client then uses. Import it before core. */
export const useTable = () => {
  beforeAll(async () => {
    const { createTable } = await import('./create-table.ts');
    await createTable(name);
  });
  afterAll(async () => {
    const { client } = await import('#core/table/client.ts');
    await client.send(new DeleteTableCommand({ TableName: name }));
  });
};

/** Returns all items of the table, to check invariants. */
export const allItems = async (): Promise<Record<string, unknown>[]> => {
  const { client } = await import('#core/table/client.ts');
  const items: Record<string, unknown>[] = [];
  let after: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: name, ConsistentRead: true, ...(after && { ExclusiveStartKey: after }) }),
    );
    items.push(...(page.Items ?? []));
    after = page.LastEvaluatedKey;
  } while (after);
  return items;
};

/** Deletes an item as TTL does. */
export const deleteItem = async (key: { readonly PK: string; readonly SK: string }): Promise<void> => {
  const { client } = await import('#core/table/client.ts');
  await client.send(new DeleteCommand({ TableName: name, Key: key }));
};
