import { queryOptions } from '@tanstack/react-query';
import { unreachable } from './api-problem.ts';

/** A part of a page, fetched when it is first shown. A fetch that failed is tried again, once the network is back by itself. */
export const partQuery = <P>(name: string, fetchPart: () => Promise<P>) =>
  queryOptions({
    queryKey: ['part', name],
    queryFn: () =>
      fetchPart().catch(() => {
        throw unreachable();
      }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
