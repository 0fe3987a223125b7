import { queryOptions } from '@tanstack/react-query';
import { fetchedOnce } from '#console/fetched.ts';

/** A part of a page, fetched when it is first shown. A fetch that failed without a network is tried again with it, by itself. */
export const partQuery = <P>(name: string, fetchPart: () => Promise<P>) =>
  queryOptions({
    queryKey: ['part', name],
    queryFn: fetchedOnce(fetchPart),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
