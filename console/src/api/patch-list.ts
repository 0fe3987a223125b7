import type { QueryKey } from '@tanstack/react-query';
import type { List } from './list.ts';
import { queryClient } from './query-client.ts';

type Found = { readonly page: number; readonly index: number };

const find = <T>({ pages }: List<T>, isMeant: (item: T) => boolean): Found | undefined => {
  for (const [page, { items }] of pages.entries()) {
    const index = items.findIndex(isMeant);
    if (index >= 0) return { page, index };
  }
  return undefined;
};

/** The list with `put` in the place of `taken` items from there on. */
const spliced = <T>(list: List<T>, { page, index }: Found, taken: number, put: readonly T[]): List<T> => ({
  ...list,
  pages: list.pages.map((one, n) => (n === page ? { ...one, items: one.items.toSpliced(index, taken, ...put) } : one)),
});

/**
 * Changes one item, or takes it out where `change` returns `undefined`, in every list whose key begins with `queryKey`.
 * Returns the undo of this change alone: other items may have changed in between.
 */
export const patchList = async <T>(
  queryKey: QueryKey,
  isMeant: (item: T) => boolean,
  change: (item: T) => T | undefined,
): Promise<() => void> => {
  // A page that is on its way would bring the old state back.
  await queryClient.cancelQueries({ queryKey });
  const undo: (() => void)[] = [];
  for (const [key, list] of queryClient.getQueriesData<List<T>>({ queryKey })) {
    const found = list && find(list, isMeant);
    const before = found && list.pages[found.page]?.items[found.index];
    if (!list || !found || before === undefined) continue;
    const after = change(before);
    queryClient.setQueryData(key, spliced(list, found, 1, after === undefined ? [] : [after]));
    undo.push(() =>
      queryClient.setQueryData<List<T>>(key, (now) => {
        const there = now && find(now, isMeant);
        return now && spliced(now, there ?? found, there ? 1 : 0, [before]);
      }),
    );
  }
  return () => {
    for (const takeBack of undo) takeBack();
  };
};
