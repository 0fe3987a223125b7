import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './api-problem.ts';

const retries = 2;

const maySucceedLater = (error: unknown): boolean =>
  error instanceof ApiProblem && (error.status === 0 || error.status >= 500);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < retries && maySucceedLater(error),
      staleTime: 10_000,
      // Offline is told as a failure that can be tried again, not waited out without a word.
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
