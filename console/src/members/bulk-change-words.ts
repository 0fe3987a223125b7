import { roleWords } from '#console/roles-and-teams/role-words.ts';
import type { TeamNaming } from '#console/roles-and-teams/team-naming.ts';
import type { MembersChange } from '#core/contract/member-changes.ts';

const list = new Intl.ListFormat('en');

const namesOf = (teamIds: readonly string[], naming: TeamNaming): string =>
  list.format(teamIds.map((teamId) => naming.get(teamId) ?? 'a deleted team'));

/** `Change role to Viewer` */
export const bulkChangeTitle = (change: MembersChange): string => {
  if ('remove' in change) return 'Remove members';
  return change.role === undefined ? 'Change teams' : `Change role to ${roleWords[change.role].name}`;
};

/** `Add to Sales and Legal. Remove from Support.` Undefined without teams. */
export const teamsChangeWords = (change: MembersChange, naming: TeamNaming): string | undefined => {
  if ('remove' in change) return undefined;
  const { addTeamIds = [], removeTeamIds = [] } = change;
  const words = [
    ...(addTeamIds.length > 0 ? [`Add to ${namesOf(addTeamIds, naming)}.`] : []),
    ...(removeTeamIds.length > 0 ? [`Remove from ${namesOf(removeTeamIds, naming)}.`] : []),
  ];
  return words.length === 0 ? undefined : words.join(' ');
};

type Progress = { readonly done: number; readonly total: number; readonly isOver: boolean };

/** `Removing 100 of 400…`, then `Done.` */
export const bulkProgressWords = (change: MembersChange, { done, total, isOver }: Progress): string => {
  if (isOver) return 'Done.';
  const [doneInWords, totalInWords] = [done, total].map((count) => count.toLocaleString('en-US'));
  return `${'remove' in change ? 'Removing' : 'Changing'} ${doneInWords} of ${totalInWords}…`;
};
