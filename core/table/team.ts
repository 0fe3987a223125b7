import * as z from 'zod/mini';
import { idOrAbsent } from '#core/contract/fields.ts';
import { problems } from '#core/contract/problems.ts';
import { problem } from '#core/problem.ts';
import { type Origin, stamp } from './change.ts';
import { type Key, removedKey, teamKey, teamNameKey } from './keys.ts';
import { getItems } from './read.ts';
import { absent, present, put, remove, unexpected, type Write } from './write.ts';

const storedTeam = z.object({ id: z.string(), name: z.string() });
export type StoredTeam = z.infer<typeof storedTeam>;

export const readTeam = (item: unknown): StoredTeam => storedTeam.parse(item);

/** Two names that differ in case only are the same name. */
const foldedName = (name: string): string => name.normalize('NFC').toUpperCase().toLowerCase();

export const putTeam = (organizationId: string, team: StoredTeam, origin: Origin): readonly Write[] => [
  {
    item: put(
      { ...teamKey({ organizationId, teamId: team.id }), ...team, organizationId, ...stamp('team.created', origin) },
      absent,
    ),
    refusal: unexpected('team id taken'),
  },
  {
    item: put({ ...teamNameKey(organizationId, foldedName(team.name)), ...team }, absent),
    refusal: () => problem('team_exists'),
  },
];

/** The team goes; what it was stays behind as the source of the audit event. Members and invitations that name it are left alone. */
export const deleteTeam = (organizationId: string, team: StoredTeam, origin: Origin): readonly Write[] => [
  { item: remove(teamKey({ organizationId, teamId: team.id }), present), refusal: () => problem('team_not_found') },
  {
    item: remove(teamNameKey(organizationId, foldedName(team.name)), present),
    refusal: unexpected('team without its name'),
  },
  {
    item: put(
      {
        ...removedKey(organizationId, team.id, origin.at, origin.requestId),
        ...team,
        organizationId,
        ...stamp('team.deleted', origin),
      },
      absent,
    ),
    refusal: unexpected('deleted twice in one request'),
  },
];

/** The key of a team that a caller names: any text. */
export const namedTeamKey = (organizationId: string, named: string): Key =>
  teamKey({ organizationId, teamId: idOrAbsent(named) });

/** The body named teams that the organization doesn't have. */
export const unknownTeams = (teamIds: readonly string[]) =>
  problem('team_not_found', { teamIds: [...new Set(teamIds)] }, problems.team_not_found.statusInBody);

/** Those of `teamIds` (any text) that exist in the organization. Reads nothing where there is nothing to ask. */
export const existingTeams = async (
  organizationId: string,
  teamIds: readonly string[],
): Promise<ReadonlySet<string>> => {
  const items = await getItems([...new Set(teamIds)].map((teamId) => namedTeamKey(organizationId, teamId)));
  return new Set(items.flatMap((item) => (item ? [readTeam(item).id] : [])));
};

/** `items` without the teams that were deleted since. */
export const withoutDeletedTeams = async <T extends { readonly teamIds: readonly string[] }>(
  organizationId: string,
  items: readonly T[],
): Promise<T[]> => {
  const teams = await existingTeams(
    organizationId,
    items.flatMap(({ teamIds }) => teamIds),
  );
  return items.map((item) => ({ ...item, teamIds: item.teamIds.filter((teamId) => teams.has(teamId)) }));
};
