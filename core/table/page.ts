import { type Query, queryItems } from './read.ts';
import type { Item } from './write.ts';

/** Seals the key that a list goes on after, so that nobody reads or makes one; `binding` is the list it belongs to. */
export type CursorSeal = {
  readonly seal: (key: Item, binding: string) => Promise<string>;
  /** Throws `invalid_cursor` for anything that was not sealed for this list. */
  readonly open: (cursor: string, binding: string) => Promise<Item>;
};

export type PageRequest = {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly seal: CursorSeal;
  /** The list: operation, organization and filters. */
  readonly binding: string;
};

export type Page<T> = { readonly items: T[]; readonly nextCursor: string | null };

const defaultLimit = 50;
/** A filter that drops almost everything reads on this often, then answers what it has: the cursor goes on from there. */
const mostSlices = 10;
const filteredSlice = 200;

const keyAttributes = ['PK', 'SK', 'GSI1PK', 'GSI1SK', 'GSI2PK', 'GSI2SK'];

const keyOf = (item: Item, index: Query['index']): Item =>
  Object.fromEntries(
    keyAttributes
      .filter((name) => !name.startsWith('GSI') || (index !== undefined && name.startsWith(index)))
      .map((name) => [name, item[name]]),
  );

/** A page of a list whose items all count. Reads one item more than asked for, to know whether the list ends here. */
export const readPage = async <T>(query: Query, request: PageRequest, read: (item: Item) => T): Promise<Page<T>> => {
  const limit = request.limit ?? defaultLimit;
  const after = request.cursor === undefined ? undefined : await request.seal.open(request.cursor, request.binding);
  const found: Item[] = [];
  let last: Item | undefined = after;
  do {
    const slice = await queryItems(query, limit + 1 - found.length, last);
    found.push(...slice.items);
    last = slice.last;
  } while (found.length <= limit && last !== undefined);
  return endPage(found.slice(0, limit), found.length > limit, query, request, read);
};

/** A page of a list that a filter thins out. */
export const readFilteredPage = async <T>(
  query: Query,
  request: PageRequest,
  read: (item: Item) => T,
  keep: (value: T) => boolean,
): Promise<Page<T>> => {
  const limit = request.limit ?? defaultLimit;
  let last = request.cursor === undefined ? undefined : await request.seal.open(request.cursor, request.binding);
  const kept: Item[] = [];
  for (let slices = 0; slices < mostSlices; slices++) {
    const slice = await queryItems(query, filteredSlice, last);
    kept.push(...slice.items.filter((item) => keep(read(item))));
    last = slice.last;
    if (kept.length > limit) return endPage(kept.slice(0, limit), true, query, request, read);
    if (last === undefined) return endPage(kept, false, query, request, read);
  }
  return { items: kept.map(read), nextCursor: last ? await request.seal.seal(last, request.binding) : null };
};

const endPage = async <T>(
  items: readonly Item[],
  more: boolean,
  query: Query,
  { seal, binding }: PageRequest,
  read: (item: Item) => T,
): Promise<Page<T>> => {
  const end = items.at(-1);
  return { items: items.map(read), nextCursor: more && end ? await seal.seal(keyOf(end, query.index), binding) : null };
};
