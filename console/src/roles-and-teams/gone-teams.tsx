import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isProblem } from '#console/api/api-problem.ts';
import { teamsQuery } from '#console/api/queries.ts';
import { queryClient } from '#console/api/query-client.ts';
import { Caution } from '#console/ui/caution.tsx';

type TeamsInForm = {
  readonly organizationId: string;
  readonly teamIds: readonly string[];
  /** The answer to the last attempt to save or send. */
  readonly error: unknown;
  readonly onChange: (teamIds: readonly string[]) => void;
};

/**
 * Takes teams that were deleted out of a form, so that what is shown is what is sent. Returns how many were taken out,
 * and whether that explains the error.
 */
export const useGoneTeams = ({ organizationId, teamIds, error, onChange }: TeamsInForm) => {
  const query = useQuery({ ...teamsQuery(organizationId), refetchOnMount: 'always' });
  // A list from before may lack a team that is new.
  const teams = query.isFetchedAfterMount ? query.data : undefined;
  const [count, setCount] = useState(0);
  const isUnknown = isProblem(error, 'team_not_found');
  const left = teams === undefined ? teamIds : teamIds.filter((teamId) => teams.some(({ id }) => id === teamId));
  const missing = teamIds.length - left.length;
  useEffect(() => {
    if (isUnknown) void queryClient.invalidateQueries(teamsQuery(organizationId));
  }, [isUnknown, organizationId]);
  useEffect(() => {
    if (missing === 0) return;
    setCount((before) => before + missing);
    onChange(left);
  });
  return { count, explains: count > 0 && isUnknown };
};

export const GoneTeams = ({ count }: { readonly count: number }) =>
  count > 0 && (
    <Caution role="alert" title={count === 1 ? 'A team was deleted' : `${count} teams were deleted`}>
      {count === 1 ? 'It is' : 'They are'} no longer chosen here. Check the teams, then continue.
    </Caution>
  );
