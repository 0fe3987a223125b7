import { loadedAhead } from '#core/parallel.ts';
import { itemsOfOrganization, membersByAddress } from '#core/table/keys.ts';
import { organizationsAfter } from '#core/table/organization.ts';
import { listKey } from '#core/table/page.ts';
import { type Query, queryItems, type Slice } from '#core/table/read.ts';
import type { Item } from '#core/table/write.ts';
import type { Place } from './place.ts';

/** An item to compare with the audit log, or the end of an organization. */
export type Step = { readonly item: Item | undefined; readonly place: Place };

const organizationsAPage = 100;
const itemsAPage = 100;
const organizationsAhead = 8;

async function* organizationIdsAfter(after: string | undefined): AsyncGenerator<string> {
  for (let last = after; ; ) {
    const ids = await organizationsAfter(last, organizationsAPage);
    yield* ids;
    if (ids.length < organizationsAPage) return;
    last = ids.at(-1);
  }
}

/** The start: an organization after another one, or an item after another one. */
async function* begun(organizationId: string | undefined, after: Place | undefined): AsyncGenerator<Place> {
  if (after?.key !== undefined) yield after;
  if (organizationId === undefined)
    for await (const id of organizationIdsAfter(after?.organizationId)) yield { organizationId: id };
  else if (after === undefined) yield { organizationId };
}

type List = { readonly query: Query; readonly first: Slice };

const isOfIndex = (key: Item | undefined): boolean => key !== undefined && 'GSI1PK' in key;

/** Reads the first page of each list of an organization's items, starting with the list of a given item. */
const listsOf = async ({ organizationId, key }: Place) => {
  const items = itemsOfOrganization(organizationId);
  const members = { index: 'GSI1' as const, ...membersByAddress(organizationId) };
  const left: readonly [Query, Item | undefined][] = isOfIndex(key)
    ? [[members, key]]
    : [
        [items, key],
        [members, undefined],
      ];
  const lists: List[] = await Promise.all(
    left.map(async ([query, after]) => ({ query, first: await queryItems(query, itemsAPage, after) })),
  );
  return { organizationId, lists };
};

async function* itemsOf({ query, first }: List): AsyncGenerator<Item> {
  for (let slice = first; ; slice = await queryItems(query, itemsAPage, slice.last)) {
    yield* slice.items;
    if (slice.last === undefined) return;
  }
}

/**
 * Yields the items of all organizations, or of one, in an order that positions refer to. Prefetches the lists of the
 * next organizations.
 */
export async function* stepsAfter(organizationId: string | undefined, after: Place | undefined): AsyncGenerator<Step> {
  for await (const { organizationId: id, lists } of loadedAhead(
    begun(organizationId, after),
    organizationsAhead,
    listsOf,
  )) {
    for (const list of lists)
      for await (const item of itemsOf(list))
        yield { item, place: { organizationId: id, key: listKey(item, list.query.index) } };
    yield { item: undefined, place: { organizationId: id } };
  }
}
