import { hashKey, keepPreviousData, type QueryKey, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { isProblem } from './api-problem.ts';
import { cursorAt, firstPage, itemsOf, type List, type Page, withNextPage, withPageAgain } from './list.ts';
import { retry } from './query-client.ts';

/** Where a list comes from. */
export type ListSource<T> = {
  readonly queryKey: QueryKey;
  readonly fetchPage: (cursor: string | undefined, signal?: AbortSignal) => Promise<Page<T>>;
  readonly idOf: (item: T) => string;
};

type ListOptions<T> = {
  readonly enabled?: boolean;
  /** Milliseconds until the list is fetched again, from the items of the pages that are fetched again then. */
  readonly refetchAfter?: (items: readonly T[]) => number;
};

/** Fetches a page after the first one; `undefined` where its cursor is not valid any longer. */
const fetchLater = <T>({ fetchPage }: ListSource<T>, cursor: string, signal: AbortSignal) =>
  fetchPage(cursor, signal).catch((error: unknown) => {
    if (isProblem(error, 'invalid_cursor')) return undefined;
    throw error;
  });

const useNextPage = <T>() => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ queryKey, fetchPage, cursor }: ListSource<T> & { readonly cursor: string }) => {
      const page = await fetchPage(cursor);
      client.setQueryData<List<T>>(queryKey, (list) => list && withNextPage(list, cursor, page));
    },
    retry,
    onError: async (error, { queryKey }) => {
      if (isProblem(error, 'invalid_cursor')) await client.resetQueries({ queryKey, exact: true });
    },
  });
};

const none: readonly never[] = [];

/**
 * A list that is loaded page by page. However long it is, fetching it again (by the clock, when the person comes back,
 * after a change) asks for its first page and the page in view, and for no other.
 */
export const useList = <T>(source: ListSource<T>, { enabled = true, refetchAfter }: ListOptions<T> = {}) => {
  const { queryKey, fetchPage, idOf } = source;
  const client = useQueryClient();
  const inView = useRef(0);
  const current = () => client.getQueryData<List<T>>(queryKey);
  const refetchAll = async ({ signal }: { readonly signal: AbortSignal }): Promise<List<T>> => {
    const before = current();
    const cursor = before && cursorAt(before, inView.current);
    const [first, seen] = await Promise.all([
      fetchPage(undefined, signal),
      cursor === undefined ? undefined : fetchLater(source, cursor, signal),
    ]);
    // What was loaded or changed in between stays.
    const list = current();
    if (!list || (cursor !== undefined && !seen)) return firstPage(first);
    const fresh = withPageAgain(list, undefined, first, idOf);
    return seen ? withPageAgain(fresh, cursor, seen, idOf) : fresh;
  };
  const query = useQuery({
    queryKey,
    queryFn: refetchAll,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => {
      if (!refetchAfter || !data) return false;
      const fetched = [undefined, cursorAt(data, inView.current)];
      return refetchAfter(data.pages.flatMap(({ cursor, items }) => (fetched.includes(cursor) ? items : [])));
    },
    enabled,
  });
  const next = useNextPage<T>();
  const { data, isPlaceholderData } = query;
  const items = useMemo(() => (data ? itemsOf(data, idOf) : none), [data, idOf]);
  const isOwn = next.variables !== undefined && hashKey(next.variables.queryKey) === hashKey(queryKey);
  const cursor = isPlaceholderData ? null : (data?.nextCursor ?? null);
  return {
    items,
    data,
    error: query.error ?? (isOwn ? next.error : null),
    hasNextPage: cursor !== null,
    isFetchingNextPage: isOwn && next.isPending,
    fetchNextPage: () => cursor !== null && next.mutate({ ...source, cursor }),
    refetch: () => {
      next.reset();
      return query.refetch();
    },
    /** Takes the index of the first item in view: its page is kept up to date. */
    look: (index: number) => {
      inView.current = index;
    },
  };
};
