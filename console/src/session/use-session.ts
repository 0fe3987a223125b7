import { useQuery } from '@tanstack/react-query';
import { signedInUser } from './session.ts';

/** Whether someone is signed in in this tab; undefined while that is found out. */
export const useSignedIn = (): boolean | undefined => {
  const { data, isError } = useQuery({
    queryKey: ['session'],
    queryFn: async () => (await signedInUser()) !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  // Offline with an old token: the next API call reports it.
  return isError ? true : data;
};
