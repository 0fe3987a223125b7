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

/** Returns a check that is true once a page has reached its limit of bytes or time. */
const pageBudget = () => {
  const start = performance.now();
  let bytes = 0;
  return (values: readonly unknown[]): boolean => {
    bytes += values.reduce<number>((sum, value) => sum + JSON.stringify(value).length, 0);
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

/** A value of a list, and the key that the list continues after. */
export type Entry<T> = { readonly value: T; readonly key: Item };
type Entries<T> = { readonly entries: readonly Entry<T>[]; readonly last: Item | undefined };

/** Reads up to `limit` values of a list after a key. */
export type Source<T> = (limit: number, after: Item | undefined) => Promise<Entries<T>>;

const sourceOf =
  <T>(query: Query, read: (item: Item) => T): Source<T> =>
  async (limit, after) => {
    const { items, last } = await queryItems(query, limit, after);
    return { entries: items.map((item) => ({ value: read(item), key: listKey(item, query.index) })), last };
  };

/** Returns the first `limit` entries, and a cursor if there are more; `more` if some are not read yet. */
export const endPage = async <T>(
  entries: readonly Entry<T>[],
  { limit, sealed }: Pick<OpenPage, 'limit' | 'sealed'>,
  more = false,
): Promise<Page<T>> => {
  const page = entries.slice(0, limit);
  const end = page.at(-1);
  return {
    items: page.map(({ value }) => value),
    nextCursor: (more || entries.length > limit) && end ? await sealed(end.key) : null,
  };
};

/** Reads a page of an unfiltered source, shorter if its values are large. Reads one more value than requested to detect the end of the list. */
export const readSource = async <T>(source: Source<T>, page: OpenPage): Promise<Page<T>> => {
  const found: Entry<T>[] = [];
  const isSpent = pageBudget();
  let last = page.after;
  do {
    const slice = await source(page.limit + 1 - found.length, last);
    found.push(...slice.entries);
    last = slice.last;
    if (isSpent(slice.entries)) break;
  } while (found.length <= page.limit && last !== undefined);
  return endPage(found, page, last !== undefined);
};

/** Reads a page of a source with a filter that is applied after the read. */
export const readFilteredSource = async <T>(
  source: Source<T>,
  page: OpenPage,
  keep: (value: T) => boolean,
): Promise<Page<T>> => {
  let last = page.after;
  const kept: Entry<T>[] = [];
  const isSpent = pageBudget();
  for (let slices = 0, spent = false; slices < mostSlices && !spent; slices++) {
    const slice = await source(filteredSlice, last);
    kept.push(...slice.entries.filter(({ value }) => keep(value)));
    spent = isSpent(slice.entries);
    last = slice.last;
    if (kept.length > page.limit || last === undefined) return endPage(kept, page);
  }
  return { items: kept.map(({ value }) => value), nextCursor: last ? await page.sealed(last) : null };
};

/** Reads a page of an unfiltered list. */
export const readPage = <T>(query: Query, page: OpenPage, read: (item: Item) => T): Promise<Page<T>> =>
  readSource(sourceOf(query, read), page);

/** Reads a page of a list with a filter that is applied after the read. */
export const readFilteredPage = <T>(
  query: Query,
  page: OpenPage,
  read: (item: Item) => T,
  keep: (value: T) => boolean,
): Promise<Page<T>> => readFilteredSource(sourceOf(query, read), page, keep);
