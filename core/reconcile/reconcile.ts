import * as z from 'zod/mini';
import { pathId } from '#core/contract/fields.ts';
import { instantAfter } from '#core/instant.ts';
import type { Origin } from '#core/table/change.ts';
import { organizationsAfter } from '#core/table/organization.ts';
import { noRepairs, type Readers, type Repairs, reconcileOrganization } from './reconcile-organization.ts';

const aDay = 24 * 60 * 60;

/** What the operator asks for: one organization, or all after one. */
export const reconciliation = z.strictObject({
  organizationId: z.optional(pathId),
  after: z.optional(pathId),
  /** What is younger may still be on its way: the stream keeps 24 hours. */
  olderThanSeconds: z._default(z.int().check(z.nonnegative()), aDay),
});

/** `next`: where to go on, if not all organizations were seen. */
export type Reconciled = Repairs & { readonly organizations: number; readonly next: string | null };

const mostAtOnce = 100;

const sum = (left: Repairs, right: Repairs): Repairs => ({
  auditEvents: left.auditEvents + right.auditEvents,
  emails: left.emails + right.emails,
  expired: left.expired + right.expired,
  failed: left.failed + right.failed,
});

/** Repairs one organization, or as many as there is time for. */
export const reconcile = async (
  { organizationId, after, olderThanSeconds }: z.output<typeof reconciliation>,
  { at }: Origin,
  readers: Readers,
  hasTime: () => boolean,
): Promise<Reconciled> => {
  const when = { now: at, before: instantAfter(at, -olderThanSeconds) };
  const ids = organizationId === undefined ? await organizationsAfter(after, mostAtOnce) : [organizationId];
  let repairs = noRepairs;
  let organizations = 0;
  for (const id of ids) {
    if (!hasTime()) break;
    repairs = sum(repairs, await reconcileOrganization(id, when, readers));
    organizations += 1;
  }
  const isAll = organizationId !== undefined || (organizations === ids.length && ids.length < mostAtOnce);
  return { ...repairs, organizations, next: isAll ? null : (ids[organizations - 1] ?? after ?? null) };
};
