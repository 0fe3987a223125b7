import * as z from 'zod/mini';
import { pathId } from '#core/contract/fields.ts';
import { attempt } from '#core/table/commit.ts';
import { nameKeyOfItem, teamNames } from '#core/table/keys.ts';
import { organizationsAfter } from '#core/table/organization.ts';
import { queryAll } from '#core/table/read.ts';
import { migrateTeamName, nameKeyOf, readTeam, type StoredTeam } from '#core/table/team.ts';

/** The input: one organization, or all after one. */
export const teamNameMigration = z.strictObject({
  organizationId: z.optional(pathId),
  after: z.optional(pathId),
});

type NamedTeam = Pick<StoredTeam, 'id' | 'name'>;

/** Two teams whose names look the same: the first one keeps its old key until one of them is deleted or renamed. */
type Collision = { readonly organizationId: string; readonly teams: readonly [NamedTeam, NamedTeam] };

type Migrated = {
  readonly organizations: number;
  readonly moved: number;
  readonly collisions: readonly Collision[];
  /** The organization to continue after, if some remain. */
  readonly next: string | null;
};

const named = ({ id, name }: StoredTeam): NamedTeam => ({ id, name });

/** Returns `moved`, the team that already has the key, or undefined if the team was deleted or moved concurrently. */
const migrate = async (organizationId: string, team: StoredTeam): Promise<'moved' | NamedTeam | undefined> => {
  const [putName, ...others] = migrateTeamName(organizationId, team);
  const refused = await attempt([putName, ...others]);
  if (refused.length === 0) return 'moved';
  const other = refused.find(({ write }) => write === putName)?.found;
  const isThere = refused.every(({ write }) => write === putName);
  return other && isThere ? named(readTeam(other)) : undefined;
};

const migrateOrganization = async (organizationId: string): Promise<Pick<Migrated, 'moved' | 'collisions'>> => {
  let moved = 0;
  const collisions: Collision[] = [];
  for (const item of await queryAll(teamNames(organizationId))) {
    const team = { ...readTeam(item), nameKey: nameKeyOfItem(item) };
    if (team.nameKey === nameKeyOf(team.name)) continue;
    const outcome = await migrate(organizationId, team);
    if (outcome === 'moved') moved += 1;
    else if (outcome) collisions.push({ organizationId, teams: [named(team), outcome] });
  }
  return { moved, collisions };
};

const mostAtOnce = 100;

/**
 * Moves team names that release 0.1.0 stored to the current keys, and lists pairs of teams whose names look the same.
 * Idempotent, and safe under live traffic. Ends early when `hasTime` returns false.
 */
export const migrateTeamNames = async (
  { organizationId, after }: z.output<typeof teamNameMigration>,
  hasTime: () => boolean,
): Promise<Migrated> => {
  const ids = organizationId === undefined ? await organizationsAfter(after, mostAtOnce) : [organizationId];
  const done: Pick<Migrated, 'moved' | 'collisions'>[] = [];
  for (const id of ids) {
    if (!hasTime()) break;
    done.push(await migrateOrganization(id));
  }
  const isAll = organizationId !== undefined || (done.length === ids.length && ids.length < mostAtOnce);
  return {
    organizations: done.length,
    moved: done.reduce((sum, { moved }) => sum + moved, 0),
    collisions: done.flatMap(({ collisions }) => collisions),
    next: isAll ? null : (ids[done.length - 1] ?? after ?? null),
  };
};
