import * as z from 'zod/mini';
import { pathId } from '#core/contract/fields.ts';
import { instantAfter } from '#core/instant.ts';
import { parallel } from '#core/parallel.ts';
import type { Origin } from '#core/table/change.ts';
import { type Place, place, placeText } from './place.ts';
import { noRepairs, type Readers, type Repairs, repairItem } from './repair-item.ts';
import { stepsAfter } from './steps.ts';

const aDay = 24 * 60 * 60;

/** What the operator asks for: one organization, or all of them; from the beginning, or after a place. */
export const reconciliation = z.strictObject({
  organizationId: z.optional(pathId),
  after: z.optional(place),
  /** What is younger may still be on its way: the stream keeps 24 hours. */
  olderThanSeconds: z._default(z.int().check(z.nonnegative()), aDay),
});

/** `organizations`: how many were seen to their end. `next`: the place to go on after, if not all was seen. */
export type Reconciled = Repairs & { readonly organizations: number; readonly next: string | null };

// Each asks the table and, where something is missing, a reader: in an account that runs ten functions at once, few enough.
const itemsAtOnce = 8;

/**
 * Has the readers of the table's changes do what they have missed, in one organization or in all, until the time is over.
 * Sees at least one item, so that whoever goes on after `next` comes to an end.
 */
export const reconcile = async (
  { organizationId, after, olderThanSeconds }: z.output<typeof reconciliation>,
  { at }: Origin,
  readers: Readers,
  hasTime: () => boolean,
): Promise<Reconciled> => {
  const when = { now: at, before: instantAfter(at, -olderThanSeconds) };
  const repairs = { ...noRepairs };
  const work = parallel(itemsAtOnce);
  let organizations = 0;
  let next: Place | undefined;
  for await (const { item, place: seen } of stepsAfter(organizationId, after)) {
    if (item === undefined) organizations += 1;
    else
      await work.run(async () => {
        for (const outcome of await repairItem(seen.organizationId, item, when, readers)) repairs[outcome] += 1;
      });
    next = hasTime() ? undefined : seen;
    if (next) break;
  }
  await work.end();
  return { ...repairs, organizations, next: next ? placeText(next) : null };
};
