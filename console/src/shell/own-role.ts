import { useQuery } from '@tanstack/react-query';
import { meQuery } from '#console/api/queries.ts';
import type { Role } from '#core/contract/fields.ts';

/** The own role in an organization; undefined while it is not known, and for people who are not in it. */
export const useOwnRole = (organizationId: string): Role | undefined => {
  const { data: me } = useQuery(meQuery());
  return me?.organizations.find(({ id }) => id === organizationId)?.role;
};
