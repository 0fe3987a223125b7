import { roleWords } from '#console/roles-and-teams/role-words.ts';
import type { Member } from '#core/contract/organization.ts';

export type RoleAndTeams = Pick<Member, 'role' | 'teamIds'>;

const sameTeams = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id) => other.includes(id));

/** Returns the change of a member to save, or undefined if nothing changed. */
export const changeOf = (member: RoleAndTeams, wanted: RoleAndTeams): Partial<RoleAndTeams> | undefined => {
  const change = {
    ...(wanted.role !== member.role && { role: wanted.role }),
    ...(!sameTeams(wanted.teamIds, member.teamIds) && { teamIds: wanted.teamIds }),
  };
  return Object.keys(change).length === 0 ? undefined : change;
};

/** `Carlos Díaz is now a Viewer.` */
export const changedInWords = (name: string, { role, teamIds }: Partial<RoleAndTeams>): string => {
  if (role === undefined) return `Teams updated for ${name}.`;
  return `${name} is now ${roleWords[role].withArticle}.${teamIds ? ' Teams updated.' : ''}`;
};
