import type * as z from 'zod/mini';
import type { AuditEventType, auditActor } from '#core/contract/audit-event.ts';
import type { Instant } from '#core/contract/fields.ts';
import { noChange } from '#core/deployment.ts';
import { instantAfter } from '#core/instant.ts';
import type { Condition } from './write.ts';

export type Actor = z.infer<typeof auditActor>;

/** The actor, instant and request of a change, for the audit log. */
export type Origin = { readonly at: Instant; readonly by: Actor; readonly requestId: string };

export const system: Actor = { type: 'system' };

/** Returns the attributes that every write of an organization, team, member or invitation has. The audit event is derived from them. */
export const stamp = (change: AuditEventType | readonly AuditEventType[], { at, by, requestId }: Origin) => ({
  change: typeof change === 'string' ? change : change.join(','),
  changedAt: at,
  changedBy: by,
  requestId,
});

/** An item with its version. */
export type Seen = { readonly changedAt: Instant };

/** Version check: the item is unchanged since the read, so that the decision and `from` in the audit log are correct. */
export const notChangedSince = ({ changedAt }: Seen): Required<Condition> => ({
  text: '#changedAt = :changedAt',
  names: { '#changedAt': 'changedAt' },
  values: { ':changedAt': changedAt },
});

/**
 * Returns the origin with an instant after the item's last change, even if the request is older: the audit log then has
 * both in the order of their writes.
 */
export const datedAfter = <O extends Pick<Origin, 'at'>>(origin: O, { changedAt }: Seen): O =>
  origin.at > changedAt ? origin : { ...origin, at: instantAfter(changedAt, 0.001) };

/** An instant and a request. */
export type Moment = Pick<Origin, 'at' | 'requestId'>;

/** The attributes of a write that is not an audit event. */
export const unchanged = { change: noChange } as const;
