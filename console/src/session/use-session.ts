import { useQuery } from '@tanstack/react-query';
import { signedInUser } from './session.ts';

/** Returns true if a person is signed in in this tab. Undefined while that is unknown. */
export const useSignedIn = (): boolean | undefined => {
  const { data, isError } = useQuery({
    queryKey: ['session'],
    queryFn: async () => (await signedInUser()) !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  // Offline with an old token: the next API call reports it.
  return isError ? true : data;
};
