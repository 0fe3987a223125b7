import { type Query, queryItems } from './read.ts';
import type { Item } from './write.ts';

/** Encrypts and authenticates the key that a list continues after; `binding` identifies the list. */
export type CursorSeal = {
  readonly seal: (key: Item, binding: string) => Promise<string>;
  /** Throws `invalid_cursor` for anything that was not sealed for this list. */
  readonly open: (cursor: string, binding: string) => Promise<Item>;
};

/** The requested page of a list. */
type Asked = { readonly limit?: number | undefined; readonly cursor?: string | undefined };

/** A page to read, with a valid cursor. */
export type OpenPage = {
  readonly limit: number;
  readonly after: Item | undefined;
  readonly sealed: (key: Item) => Promise<string>;
};

/** Opens the cursor before any read. `list` identifies its list: operation, organization and filters. */
export const openPage = async (
  { limit = defaultLimit, cursor }: Asked,
  seal: CursorSeal,
  list: readonly (string | undefined)[],
): Promise<OpenPage> => {
  // `undefined` keeps the position of a missing filter.
  const binding = JSON.stringify(list.map((word) => word ?? null));
  const after = cursor === undefined ? undefined : await seal.open(cursor, binding);
  return { limit, after, sealed: (key) => seal.seal(key, binding) };
};

export type Page<T> = { readonly items: T[]; readonly nextCursor: string | null };

const defaultLimit = 50;
/** Maximum number of further reads for a filter that matches little. The page then ends with a cursor. */
const mostSlices = 10;
const filteredSlice = 200;

/** A list of large items ends after this: Lambda's answers have 6 MB at most. */
const mostBytes = 1_500_000;
const longestMilliseconds = 10_000;

/** Whether a list has read enough bytes, or long enough, for one page. */
const pageBudget = () => {
  const start = performance.now();
  let bytes = 0;
  return (items: readonly Item[]): boolean => {
    bytes += items.reduce((sum, item) => sum + JSON.stringify(item).length, 0);
    return bytes >= mostBytes || performance.now() - start >= longestMilliseconds;
  };
};

const keyAttributes = ['PK', 'SK', 'GSI1PK', 'GSI1SK', 'GSI2PK', 'GSI2SK'];

/** The key attributes of an item, for a list that continues after it. */
export const listKey = (item: Item, index: Query['index']): Item =>
  Object.fromEntries(
    keyAttributes
      .filter((name) => !name.startsWith('GSI') || (index !== undefined && name.startsWith(index)))
      .map((name) => [name, item[name]]),
  );

/**
 * Reads a page of an unfiltered list, shorter if its items are large. Reads one more item than requested to detect the
 * end of the list.
 */
export const readPage = async <T>(query: Query, page: OpenPage, read: (item: Item) => T): Promise<Page<T>> => {
  const { limit } = page;
  const found: Item[] = [];
  const isSpent = pageBudget();
  let last = page.after;
  do {
    const slice = await queryItems(query, limit + 1 - found.length, last);
    found.push(...slice.items);
    last = slice.last;
    if (isSpent(slice.items)) break;
  } while (found.length <= limit && last !== undefined);
  return endPage(found.slice(0, limit), found.length > limit || last !== undefined, query, page, read);
};

/** Reads a page of a list with a filter that is applied after the read. */
export const readFilteredPage = async <T>(
  query: Query,
  page: OpenPage,
  read: (item: Item) => T,
  keep: (value: T) => boolean,
): Promise<Page<T>> => {
  const { limit } = page;
  let last = page.after;
  const kept: Item[] = [];
  const isSpent = pageBudget();
  for (let slices = 0, spent = false; slices < mostSlices && !spent; slices++) {
    const slice = await queryItems(query, filteredSlice, last);
    kept.push(...slice.items.filter((item) => keep(read(item))));
    spent = isSpent(slice.items);
    last = slice.last;
    if (kept.length > limit) return endPage(kept.slice(0, limit), true, query, page, read);
    if (last === undefined) return endPage(kept, false, query, page, read);
  }
  return { items: kept.map(read), nextCursor: last ? await page.sealed(last) : null };
};

const endPage = async <T>(
  items: readonly Item[],
  more: boolean,
  query: Query,
  { sealed }: OpenPage,
  read: (item: Item) => T,
): Promise<Page<T>> => {
  const end = items.at(-1);
  return { items: items.map(read), nextCursor: more && end ? await sealed(listKey(end, query.index)) : null };
};
