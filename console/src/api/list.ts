/** A page of a list, as the API returns it. */
export type Page<T> = { readonly items: readonly T[]; readonly nextCursor: string | null };

/** A list as far as it is loaded. `cursor` is where a page begins; `undefined` for the first one. */
export type List<T> = {
  readonly pages: readonly { readonly cursor: string | undefined; readonly items: readonly T[] }[];
  /** Where the next page begins; `null` at the end of the list. */
  readonly nextCursor: string | null;
};

type IdOf<T> = (item: T) => string;

/** The items of a list. One that moved between two pages while they were loaded is there once. */
export const itemsOf = <T>({ pages }: List<T>, idOf: IdOf<T>): readonly T[] => [
  ...new Map(pages.flatMap(({ items }) => items.map((item) => [idOf(item), item] as const))).values(),
];

export const firstPage = <T>({ items, nextCursor }: Page<T>): List<T> => ({
  pages: [{ cursor: undefined, items }],
  nextCursor,
});

/** Adds the page at `cursor`, unless the list continues elsewhere by now. */
export const withNextPage = <T>(list: List<T>, cursor: string, { items, nextCursor }: Page<T>): List<T> =>
  list.nextCursor === cursor ? { pages: [...list.pages, { cursor, items }], nextCursor } : list;

/**
 * Puts a page that was fetched again in its place. What it shares with the pages after it stays theirs; what new items
 * pushed out of it stays in it. Where it doesn't connect with the pages after it, these are dropped: they load again.
 */
export const withPageAgain = <T>(
  list: List<T>,
  cursor: string | undefined,
  fetched: Page<T>,
  idOf: IdOf<T>,
): List<T> => {
  const at = list.pages.findIndex((page) => page.cursor === cursor);
  if (at < 0) return list;
  const before = list.pages.slice(0, at);
  const after = list.pages.slice(at + 1);
  const endingHere = { pages: [...before, { cursor, items: fetched.items }], nextCursor: fetched.nextCursor };
  if (after.length === 0 || fetched.nextCursor === null) return endingHere;
  const place = (items: readonly T[]) => ({ ...list, pages: [...before, { cursor, items }, ...after] });
  const later = new Set(after.flatMap(({ items }) => items.map(idOf)));
  const shared = fetched.items.findIndex((item) => later.has(idOf(item)));
  if (shared >= 0) return place(fetched.items.slice(0, shared));
  const end = fetched.items.at(-1);
  const old = list.pages[at]?.items ?? [];
  const pushedOut = old.findIndex((item) => end !== undefined && idOf(item) === idOf(end)) + 1;
  return pushedOut > 0 ? place([...fetched.items, ...old.slice(pushedOut)]) : endingHere;
};

/** The cursor of the page that holds the item at `index`. */
export const cursorAt = <T>({ pages }: List<T>, index: number): string | undefined => {
  let end = 0;
  const page = pages.find(({ items }) => {
    end += items.length;
    return index < end;
  });
  return page?.cursor;
};
