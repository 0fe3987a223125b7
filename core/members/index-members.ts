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
  /** Organizations that were seen to their end. */
  readonly organizations: number;
  /** Members who are found by name and by joining since. */
  readonly indexed: number;
  /** Where to go on, if not all organizations were seen. */
  readonly next: string | null;
};

const membersAPage = 200;
const transactionsAtOnce = 4;
const organizationsAtOnce = 100;

/** Undefined where time ran out before the end of the organization. */
const indexOrganization = async (organizationId: string, hasTime: () => boolean): Promise<number | undefined> => {
  const query = { index: 'GSI1', ...membersByAddress(organizationId) } as const;
  const work = parallel(transactionsAtOnce);
  let indexed = 0;
  let last: Item | undefined;
  do {
    const slice = await queryItems(query, membersAPage, last);
    for (const item of slice.items.filter((one) => !isIndexed(one)))
      await work.run(async () => {
        // Refused: the member was removed, or a sign-in with another name has indexed them.
        if ((await attempt(indexMember(readMember(item)))).length === 0) indexed += 1;
      });
    last = slice.last;
  } while (last !== undefined && hasTime());
  await work.end();
  return last === undefined ? indexed : undefined;
};

/**
 * Puts the items by which members of release 0.1.0 are found by name and by joining. It may run beside live traffic, and
 * again: who has them is left alone. Ends early when `hasTime` returns false; what it has done of the last organization
 * stays.
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
