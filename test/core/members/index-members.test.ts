import { randomUUID } from 'node:crypto';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { indexMembers } from '#core/members/index-members.ts';
import { listMembers } from '#core/members/list.ts';
import { client, tableName } from '#core/table/client.ts';
import { memberKey } from '#core/table/keys.ts';
import { by, person, seal, startOrganization, type TestOrganization } from '#test/support/organization.ts';
import { allItems, deleteItem, useTable } from '#test/support/table.ts';

useTable();

/** Takes away what release 0.1.0 did not write of members. */
const asInFirstRelease = async ({ organizationId }: TestOrganization): Promise<void> => {
  for (const { PK, SK, userId } of await allItems()) {
    if (PK !== `ORG#${organizationId}` || !/^(NAMEWORD|JOINED)#/.test(String(SK))) continue;
    await deleteItem({ PK: String(PK), SK: String(SK) });
    await client.send(
      new UpdateCommand({
        TableName: tableName(),
        Key: memberKey({ organizationId, userId: String(userId) }),
        UpdateExpression: 'REMOVE GSI2PK, GSI2SK',
      }),
    );
  }
};

const joins = async (acme: TestOrganization, name: string) => {
  const caller = person(`${name}@x.test`, { name: `${name} Lee`, userId: randomUUID() });
  await acme.accept(await acme.invite(caller.email), caller);
};

const found = async ({ organizationId, admin }: TestOrganization, query: Parameters<typeof listMembers>[1]) =>
  (await listMembers({ organizationId }, query, by(admin), seal)).items.length;

test('indexMembers makes members of release 0.1.0 found by name and sorted, once', async () => {
  const acme = await startOrganization();
  for (const name of ['ann', 'bob']) await joins(acme, name);
  await asInFirstRelease(acme);
  expect(await found(acme, { search: 'lee' })).toBe(0);
  const { organizationId } = acme;
  expect(await indexMembers({ organizationId }, () => true)).toEqual({ organizations: 1, indexed: 3, next: null });
  expect(await found(acme, { search: 'lee' })).toBe(2);
  for (const sort of ['name', 'joinedAt'] as const) expect(await found(acme, { sort })).toBe(3);
  expect(await indexMembers({ organizationId }, () => true)).toMatchObject({ indexed: 0 });
});

test('indexMembers continues after the organization at which time ran out', async () => {
  const organizations = [await startOrganization(), await startOrganization()];
  for (const acme of organizations) await asInFirstRelease(acme);
  let next: string | null = null;
  let indexed = 0;
  do {
    let left = 2;
    const done: Awaited<ReturnType<typeof indexMembers>> = await indexMembers(
      { ...(next && { after: next }) },
      () => left-- > 0,
    );
    indexed += done.indexed;
    next = done.next;
  } while (next !== null);
  expect(indexed).toBe(2);
  for (const acme of organizations) expect(await found(acme, { sort: 'name' })).toBe(1);
});
