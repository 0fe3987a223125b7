import type { Instant } from '#core/contract/fields.ts';
import {
  joinedKey,
  memberIndexKey,
  memberKey,
  membersByAddress,
  membersByJoining,
  membersByName,
} from '#core/table/keys.ts';
import { readMember, readMemberEntry, type StoredMember } from '#core/table/member.ts';
import { nameIndexKey } from '#core/table/member-index.ts';
import { listKey, type Source } from '#core/table/page.ts';
import { getRecentItems, queryItems } from '#core/table/read.ts';
import type { Item } from '#core/table/write.ts';

type MemberSort = 'email' | 'name' | 'joinedAt';
export type MemberOrder = { readonly sort: MemberSort; readonly descending: boolean };

/** Returns the position of a member in an order: the key after which the list continues. */
export const placeOf = (member: StoredMember & { readonly joinedAt: Instant }, { sort }: MemberOrder): Item => {
  if (sort === 'joinedAt') return { ...joinedKey(member) };
  const index = sort === 'email' ? memberIndexKey(member, member.email) : nameIndexKey(member);
  return { ...memberKey(member), ...index };
};

const sortKeyNames: Readonly<Record<MemberSort, string>> = { email: 'GSI1SK', name: 'GSI2SK', joinedAt: 'SK' };

// DynamoDB compares strings by UTF-8 bytes, JavaScript by UTF-16 code units.
const compareBytes = (one: Item, other: Item, name: string): number =>
  Buffer.compare(Buffer.from(String(one[name])), Buffer.from(String(other[name])));

/** Compares two positions. Negative if the first one comes first. */
export const comparePlaces =
  ({ sort, descending }: MemberOrder) =>
  (one: Item, other: Item): number =>
    compareBytes(one, other, sortKeyNames[sort]) * (descending ? -1 : 1);

/** Members of an organization by address or by name, straight from the index. */
const fromIndex =
  (organizationId: string, { sort, descending }: MemberOrder, emailPrefix: string | undefined): Source<StoredMember> =>
  async (limit, after) => {
    const query =
      sort === 'email'
        ? ({ index: 'GSI1', ...membersByAddress(organizationId, emailPrefix), newestFirst: descending } as const)
        : ({ index: 'GSI2', ...membersByName(organizationId), newestFirst: descending } as const);
    const { items, last } = await queryItems(query, limit, after);
    return { entries: items.map((item) => ({ value: readMember(item), key: listKey(item, query.index) })), last };
  };

/** Members by the time of joining. The entries hold ids, and the current members are read. */
const byJoining =
  (organizationId: string, { descending }: MemberOrder): Source<StoredMember> =>
  async (limit, after) => {
    const query = { ...membersByJoining(organizationId), newestFirst: descending };
    const { items, last } = await queryItems(query, limit, after);
    const members = await getRecentItems(items.map((item) => memberKey({ organizationId, ...readMemberEntry(item) })));
    return {
      entries: items.flatMap((item, n) => {
        const member = members[n];
        return member ? [{ value: readMember(member), key: listKey(item, undefined) }] : [];
      }),
      last,
    };
  };

/** The members of an organization in an order. `emailPrefix` narrows the order by address only. */
export const membersInOrder = (
  organizationId: string,
  order: MemberOrder,
  emailPrefix: string | undefined,
): Source<StoredMember> =>
  order.sort === 'joinedAt' ? byJoining(organizationId, order) : fromIndex(organizationId, order, emailPrefix);
