import * as z from 'zod/mini';
import { pathId } from '#core/contract/fields.ts';
import { instantAfter } from '#core/instant.ts';
import { parallel } from '#core/parallel.ts';
import type { Origin } from '#core/table/change.ts';
import { type Place, place, placeText } from './place.ts';
import { noRepairs, type Readers, type Repairs, repairItem } from './repair-item.ts';
import { stepsAfter } from './steps.ts';

const aDay = 24 * 60 * 60;

/** The operator's input: one organization or all, from the beginning or after a position. */
export const reconciliation = z.strictObject({
  organizationId: z.optional(pathId),
  after: z.optional(place),
  /** Younger changes may still be processed: the stream retains 24 hours. */
  olderThanSeconds: z._default(z.int().check(z.nonnegative()), aDay),
});

/** `organizations`: number of completed organizations. `next`: position to continue after, if not complete. */
export type Reconciled = Repairs & { readonly organizations: number; readonly next: string | null };

// Each queries the table and may invoke a consumer. Low enough for an account with a concurrency of ten.
const itemsAtOnce = 8;

/**
 * Lets the stream consumers process what they have missed, in one organization or in all, until the time is over.
 * Processes at least one item, so that repeated calls with `next` end.
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
