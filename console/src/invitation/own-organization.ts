import { useQuery } from '@tanstack/react-query';
import { meQuery } from '#console/api/queries.ts';
import { useSignedIn } from '#console/session/use-session.ts';
import { organizationIn } from './token-in-link.ts';

type Own = { readonly id: string; readonly name: string };

/** The organization that a token names, for a person who is in it. Never found by its name: several may have the same. */
export const useOwnOrganization = (token: string): Own | undefined => {
  const { data: me } = useQuery({ ...meQuery(), enabled: useSignedIn() === true });
  const id = organizationIn(token);
  return me?.organizations.find((organization) => organization.id === id);
};
