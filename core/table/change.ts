import type * as z from 'zod/mini';
import type { AuditEventType, auditActor } from '../contract/audit-event.ts';
import type { Instant } from '../contract/fields.ts';
import { noChange } from '../deployment.ts';

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

/** The stamp of a write that is nothing for the audit log. */
export const unchanged = { change: noChange } as const;
