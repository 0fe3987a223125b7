import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { teamsQuery } from '#console/api/queries.ts';
import classes from './team-names.module.css';
import type { TeamNaming } from './team-naming.ts';

/** The names of the organization's teams, by id. */
export const useTeamNaming = (organizationId: string): TeamNaming => {
  const { data } = useQuery(teamsQuery(organizationId));
  return useMemo(() => new Map(data?.map(({ id, name }) => [id, name])), [data]);
};

type TeamNamesProps = { readonly teamIds: readonly string[]; readonly naming: TeamNaming };

/** Teams by name; those without one were deleted. */
export const TeamNames = ({ teamIds, naming }: TeamNamesProps) => {
  const named = [...naming].filter(([id]) => teamIds.includes(id));
  if (named.length === 0) return null;
  return (
    <div className={classes.teams}>
      {named.map(([id, name]) => (
        <span key={id} className={classes.team}>
          {name}
        </span>
      ))}
    </div>
  );
};
