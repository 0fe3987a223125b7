import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem, isProblem } from './api-problem.ts';

const retries = 2;

const maySucceedLater = (error: unknown): boolean =>
  error instanceof ApiProblem && (error.status === 0 || error.status >= 500);

/** Returns true if a failed request is retried. */
export const retry = (failures: number, error: unknown): boolean => failures < retries && maySucceedLater(error);

// Removed, or another role: what a person may see changed while they looked at it.
const noticeLostRights = (error: unknown): void => {
  if (isProblem(error, 'organization_not_found') || isProblem(error, 'forbidden'))
    void queryClient.invalidateQueries({ queryKey: ['me'] });
};

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeLostRights }),
  mutationCache: new MutationCache({ onError: noticeLostRights }),
  defaultOptions: {
    queries: {
      retry,
      staleTime: 10_000,
      // Being offline is shown as a failure with a retry, instead of waiting silently.
      networkMode: 'always',
      refetchOnReconnect: true,
    },
    mutations: { networkMode: 'always' },
  },
});
