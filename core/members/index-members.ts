import * as z from 'zod/mini';
import { pathId } from '#core/contract/fields.ts';
import { parallel } from '#core/parallel.ts';
import { attempt } from '#core/table/commit.ts';
import { membersByAddress } from '#core/table/keys.ts';
import { indexMember, isIndexed, readMember } from '#core/table/member.ts';
import { organizationsAfter } from '#core/table/organization.ts';
import { queryItems } from '#core/table/read.ts';
import type { Item } from '#core/table/write.ts';

/** One organization, or all after one. */
export const memberIndexing = z.strictObject({ organizationId: z.optional(pathId), after: z.optional(pathId) });

type Indexed = {
  /** Organizations that are complete. */
  readonly organizations: number;
  /** Members that were added to the indexes. */
  readonly indexed: number;
  /** The organization to continue after, if some remain. */
  readonly next: string | null;
};

const membersAPage = 200;
const transactionsAtOnce = 4;
const organizationsAtOnce = 100;

/** Returns the number of members indexed, or undefined if time ran out before the end of the organization. */
const indexOrganization = async (organizationId: string, hasTime: () => boolean): Promise<number | undefined> => {
  const query = { index: 'GSI1', ...membersByAddress(organizationId) } as const;
  const work = parallel(transactionsAtOnce);
  let indexed = 0;
  let last: Item | undefined;
  do {
    const slice = await queryItems(query, membersAPage, last);
    for (const item of slice.items.filter((one) => !isIndexed(one)))
      await work.run(async () => {
        // The condition fails if the member was removed, or if a sign-in with another name has indexed them.
        if ((await attempt(indexMember(readMember(item)))).length === 0) indexed += 1;
      });
    last = slice.last;
  } while (last !== undefined && hasTime());
  await work.end();
  return last === undefined ? indexed : undefined;
};

/**
 * Adds members of release 0.1.0 to the indexes by name and by joining. Idempotent, and safe under live traffic. Ends
 * early when `hasTime` returns false; the members indexed by then stay indexed.
 */
export const indexMembers = async (
  { organizationId, after }: z.output<typeof memberIndexing>,
  hasTime: () => boolean,
): Promise<Indexed> => {
  const ids = organizationId === undefined ? await organizationsAfter(after, organizationsAtOnce) : [organizationId];
  const done: number[] = [];
  for (const id of ids) {
    const indexed = hasTime() ? await indexOrganization(id, hasTime) : undefined;
    if (indexed === undefined) break;
    done.push(indexed);
  }
  const sum = done.reduce((total, indexed) => total + indexed, 0);
  const isAll = done.length === ids.length && (organizationId !== undefined || ids.length < organizationsAtOnce);
  return {
    organizations: done.length,
    indexed: sum,
    next: isAll ? null : (ids[done.length - 1] ?? after ?? null),
  };
};
