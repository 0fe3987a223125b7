import { deletionsOf, teamKey } from './keys.ts';
import { getItems, queryItems } from './read.ts';
import { readTeam } from './team.ts';

/** The item that the deletion of a team left behind. */
const deletedTeam = async (organizationId: string, teamId: string): Promise<unknown> =>
  (await queryItems(deletionsOf(organizationId, teamId), 1)).items[0];

/**
 * Returns names of teams by id; of deleted teams, the last name. Without those that the organization never had. One
 * request for all that exist, and one for each that was deleted.
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
