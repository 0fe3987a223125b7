import type * as z from 'zod/mini';
import type { AuditEventType, auditActor } from '#core/contract/audit-event.ts';
import type { Instant } from '#core/contract/fields.ts';
import { noChange } from '#core/deployment.ts';
import { instantAfter } from '#core/instant.ts';
import type { Condition } from './write.ts';

export type Actor = z.infer<typeof auditActor>;

/** Who changes something, when, and in which request: what the audit log will say of it. */
export type Origin = { readonly at: Instant; readonly by: Actor; readonly requestId: string };

export const system: Actor = { type: 'system' };

/** Attributes that every write of an organization, team, member or invitation carries; the audit event is made of them. */
export const stamp = (change: AuditEventType | readonly AuditEventType[], { at, by, requestId }: Origin) => ({
  change: typeof change === 'string' ? change : change.join(','),
  changedAt: at,
  changedBy: by,
  requestId,
});

/** An item that changes more than once, as read. */
export type Seen = { readonly changedAt: Instant };

/** Nobody has changed the item since: what changes it now is judged on what it is, and the audit log says from what. */
export const notChangedSince = ({ changedAt }: Seen): Required<Condition> => ({
  text: '#changedAt = :changedAt',
  names: { '#changedAt': 'changedAt' },
  values: { ':changedAt': changedAt },
});

/**
 * The next change of an item is dated later than its last one, though it was asked for earlier and had to wait: the audit log then has both
 * in the order in which they happened.
 */
export const datedAfter = (origin: Origin, { changedAt }: Seen): Origin =>
  origin.at > changedAt ? origin : { ...origin, at: instantAfter(changedAt, 0.001) };

/** The stamp of a write that is nothing for the audit log. */
export const unchanged = { change: noChange } as const;
