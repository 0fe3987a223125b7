import { deletionsOf, teamKey } from './keys.ts';
import { getItems, queryItems } from './read.ts';
import { readTeam } from './team.ts';

/** Reads the removed item of a team. */
const deletedTeam = async (organizationId: string, teamId: string): Promise<unknown> =>
  (await queryItems(deletionsOf(organizationId, teamId), 1)).items[0];

/**
 * Returns names of teams by id; for deleted teams, the last name. Unknown ids are omitted. One
 * request for all existing teams, and one for each deleted team.
 */
export const namesOfTeams = async (
  organizationId: string,
  teamIds: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const ids = [...new Set(teamIds)];
  const found = await getItems(ids.map((teamId) => teamKey({ organizationId, teamId })));
  const items = await Promise.all(found.map((item, n) => item ?? deletedTeam(organizationId, ids[n] ?? '')));
  return new Map(items.flatMap((item) => (item ? [readTeam(item)] : [])).map(({ id, name }) => [id, name]));
};
