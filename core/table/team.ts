import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { idOrAbsent, instant } from '#core/contract/fields.ts';
import { foldedName } from '#core/contract/names.ts';
import { problems } from '#core/contract/problems.ts';
import { ConflictError, problem } from '#core/problem.ts';
import { datedAfter, type Origin, stamp } from './change.ts';
import { type Key, removedKey, teamKey, teamNameKey } from './keys.ts';
import { getItems } from './read.ts';
import { absent, type Condition, present, put, remove, unexpected, update, type Write } from './write.ts';

const storedTeam = z.object({
  id: z.string(),
  name: z.string(),
  /** Key of its team name item. Absent for teams of release 0.1.0 that were not migrated. */
  nameKey: z.optional(z.string()),
  /** When the team last changed. Team name items have none. */
  changedAt: z.optional(instant),
});
export type StoredTeam = z.infer<typeof storedTeam>;

export const readTeam = (item: unknown): StoredTeam => storedTeam.parse(item);

/** A sort key has at most 1,024 bytes, and NFKC expands some characters to 18 letters. */
const longestNameKey = 256;

const shortened = (folded: string): string =>
  folded.length <= longestNameKey
    ? folded
    : `${folded.slice(0, longestNameKey / 2).toWellFormed()} ${createHash('sha256').update(folded).digest('hex')}`;

/** Returns the key of a team name: the same for all names that look the same. */
export const nameKeyOf = (name: string): string => shortened(foldedName(name));

/** The key of release 0.1.0, which only ignored case. */
const firstNameKey = (name: string): string => name.normalize('NFC').toUpperCase().toLowerCase();

const storedNameKey = ({ name, nameKey }: StoredTeam): string => nameKey ?? firstNameKey(name);

const putTeamName = (
  organizationId: string,
  { id, name, nameKey }: StoredTeam & { readonly nameKey: string },
): Write => ({
  item: put({ ...teamNameKey(organizationId, nameKey), id, name }, absent),
  refusal: () => problem('team_exists'),
});

const isOfTeam = ({ id }: Pick<StoredTeam, 'id'>): Required<Condition> => ({
  text: '#id = :id',
  names: { '#id': 'id' },
  values: { ':id': id },
});

/** Deletes the name under the stored key. Condition: it is this team's; otherwise it was migrated concurrently. */
const deleteTeamName = (organizationId: string, team: StoredTeam): Write => ({
  item: remove(teamNameKey(organizationId, storedNameKey(team)), isOfTeam(team)),
  refusal: () => new ConflictError(),
});

/** Overwrites a team name under the same key, for example to change its case. Condition: it is this team's. */
const writeOverTeamName = (
  organizationId: string,
  { id, name, nameKey }: StoredTeam & { readonly nameKey: string },
): Write => ({
  item: put({ ...teamNameKey(organizationId, nameKey), id, name }, isOfTeam({ id })),
  refusal: () => new ConflictError(),
});

export const putTeam = (
  organizationId: string,
  { id, name }: Pick<StoredTeam, 'id' | 'name'>,
  origin: Origin,
): readonly Write[] => {
  const team = { id, name, nameKey: nameKeyOf(name) };
  return [
    {
      item: put(
        { ...teamKey({ organizationId, teamId: id }), ...team, organizationId, ...stamp('team.created', origin) },
        absent,
      ),
      refusal: unexpected('team id taken'),
    },
    putTeamName(organizationId, team),
  ];
};

/** Condition: the name is as read, so that the audit log is correct. */
const hasName = ({ name }: StoredTeam): Required<Condition> => ({
  text: '#name = :name',
  names: { '#name': 'name' },
  values: { ':name': name },
});

const notAsRead = (found: unknown) => (found === undefined ? problem('team_not_found') : new ConflictError());

/** Renames a team. The old name becomes free for another team, unless both names have the same key. */
export const renameTeam = (
  organizationId: string,
  team: StoredTeam,
  name: string,
  origin: Origin,
): readonly Write[] => {
  const renamed = { id: team.id, name, nameKey: nameKeyOf(name) };
  const dated = team.changedAt === undefined ? origin : datedAfter(origin, { changedAt: team.changedAt });
  return [
    {
      item: update(
        teamKey({ organizationId, teamId: team.id }),
        { set: { name, nameKey: renamed.nameKey, ...stamp('team.renamed', dated) } },
        hasName(team),
      ),
      refusal: notAsRead,
    },
    ...(renamed.nameKey === storedNameKey(team)
      ? [writeOverTeamName(organizationId, renamed)]
      : [putTeamName(organizationId, renamed), deleteTeamName(organizationId, team)]),
  ];
};

/** Deletes the team, and puts a removed item as the source of the audit event. Members and invitations keep its id. */
export const deleteTeam = (organizationId: string, team: StoredTeam, origin: Origin): readonly Write[] => [
  { item: remove(teamKey({ organizationId, teamId: team.id }), hasName(team)), refusal: notAsRead },
  deleteTeamName(organizationId, team),
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

/**
 * Migrates a team's name to the current key. Keeps the stamp: the stream record repeats that the team was created,
 * which adds nothing to the audit log.
 */
export const migrateTeamName = (organizationId: string, team: StoredTeam): readonly Write[] => {
  const nameKey = nameKeyOf(team.name);
  return [
    putTeamName(organizationId, { ...team, nameKey }),
    deleteTeamName(organizationId, team),
    {
      item: update(teamKey({ organizationId, teamId: team.id }), { set: { nameKey } }, present),
      refusal: () => problem('team_not_found'),
    },
  ];
};

/** Returns the key of a team id in a request, which can be any text. */
export const namedTeamKey = (organizationId: string, named: string): Key =>
  teamKey({ organizationId, teamId: idOrAbsent(named) });

// Callers can send any text as a team id. Limits the size of the response.
const longestIdShown = 100;

/** Returns the problem for unknown teams in a body. */
export const unknownTeams = (teamIds: readonly string[]) =>
  problem(
    'team_not_found',
    { teamIds: [...new Set(teamIds)].map((id) => id.slice(0, longestIdShown)) },
    problems.team_not_found.statusInBody,
  );

/** Returns the names by id of the `teamIds` (any text) that exist in the organization. Reads nothing for an empty list. */
export const namesOfExistingTeams = async (
  organizationId: string,
  teamIds: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const items = await getItems([...new Set(teamIds)].map((teamId) => namedTeamKey(organizationId, teamId)));
  return new Map(items.flatMap((item) => (item ? [readTeam(item)] : [])).map(({ id, name }) => [id, name]));
};

/** Returns the `teamIds` (any text) that exist in the organization. */
export const existingTeams = async (organizationId: string, teamIds: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set((await namesOfExistingTeams(organizationId, teamIds)).keys());

/** Removes deleted teams from `items`. */
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
