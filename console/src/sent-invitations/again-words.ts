import { roleWords } from '#console/roles-and-teams/role-words.ts';
import type { TeamNaming } from '#console/roles-and-teams/team-naming.ts';
import type { AgainBatch } from './again-batches.ts';

export const peopleInWords = (count: number): string =>
  count === 1 ? '1 person' : `${count.toLocaleString('en-US')} people`;

const list = new Intl.ListFormat('en');

/** `3 people as User, on Legal and Sales` */
export const batchWords = ({ role, teamIds, invitations }: AgainBatch, naming: TeamNaming): string => {
  const teams = teamIds.flatMap((teamId) => naming.get(teamId) ?? []);
  const onTeams = teams.length === 0 ? '' : `, on ${list.format(teams)}`;
  return `${peopleInWords(invitations.length)} as ${roleWords[role].name}${onTeams}`;
};
