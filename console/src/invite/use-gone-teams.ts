import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { teamsQuery } from '../api/queries.ts';
import type { Draft } from './draft.ts';

/**
 * Takes teams that were deleted out of a draft, so that what is shown is what is sent. Returns how many were taken out.
 * Teams are fetched anew when the form opens, and after each attempt to send.
 */
export const useGoneTeams = (
  organizationId: string,
  { teamIds }: Draft,
  change: (change: (draft: Draft) => Draft) => void,
): number => {
  const { data: teams } = useQuery(teamsQuery(organizationId));
  const [gone, setGone] = useState(0);
  const left = teams === undefined ? teamIds : teamIds.filter((teamId) => teams.some(({ id }) => id === teamId));
  const missing = teamIds.length - left.length;
  useEffect(() => {
    if (missing === 0) return;
    setGone((before) => before + missing);
    change((before) => ({ ...before, teamIds: before.teamIds.filter((teamId) => left.includes(teamId)) }));
  });
  return gone;
};
