import { randomUUID } from 'node:crypto';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { parallel } from '#core/parallel.ts';
import { client, tableName } from '#core/table/client.ts';
import { memberKey } from '#core/table/keys.ts';
import { putMember, readMember, type StoredMember } from '#core/table/member.ts';
import { getItem } from '#core/table/read.ts';
import { someOrganization } from '#tools/ledger/people.ts';
import { operator } from './organization.ts';

// Maximum of BatchWriteItem.
const batchSize = 25;
const batchesAtOnce = 4;

/** `First00042`, the first word of a member's name. The second word is `Person`. */
export const firstName = (n: number): string => `First${String(n).padStart(5, '0')}`;

/** Returns the items of a member, as joining writes them. */
const itemsOf = (member: StoredMember) =>
  putMember(member, operator(member.joinedAt)).flatMap(({ item }) => (item.Put ? [item.Put.Item] : []));

/** Creates an organization with this many members besides the admin, written in batches. */
export const organizationWithMembers = async (count: number) => {
  const acme = await someOrganization();
  const { organizationId, admin } = acme;
  const template = readMember(await getItem(memberKey({ organizationId, userId: admin.userId })));
  const items = Array.from({ length: count }, (_, n) =>
    itemsOf({
      ...template,
      role: 'user',
      userId: randomUUID(),
      email: `person${String(n).padStart(5, '0')}@many.test`,
      name: `${firstName(n)} Person`,
    }),
  ).flat();
  const work = parallel(batchesAtOnce);
  const write = async (some: typeof items): Promise<void> => {
    const requests = some.map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [tableName()]: requests } }));
  };
  for (let from = 0; from < items.length; from += batchSize)
    await work.run(() => write(items.slice(from, from + batchSize)));
  await work.end();
  return acme;
};
