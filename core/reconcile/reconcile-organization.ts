import { changedItem, eventsOfChange } from '#core/audit/event-of-change.ts';
import type { Instant } from '#core/contract/fields.ts';
import { hasAuditEvent } from '#core/table/audit-event.ts';
import { eachItem } from '#core/table/each-item.ts';
import { readInvitation, type StoredInvitation, statusAt } from '#core/table/invitation.ts';
import { addressKey, emailsOf, isInvitationItem, itemsOfOrganization, membersByAddress } from '#core/table/keys.ts';
import type { Item } from '#core/table/write.ts';
import { changesOfItem } from './changes-of-item.ts';

/** Those who read the table's changes, asked to handle one that they may have missed. Each throws when it could not. */
export type Readers = {
  readonly recordChange: (newImage: Item) => Promise<void>;
  /** As when TTL removes a claim. */
  readonly removeClaim: (oldImage: Item) => Promise<void>;
  readonly sendEmail: (newImage: Item) => Promise<void>;
};

/** How much was repaired, and how much could not be. */
export type Repairs = {
  readonly auditEvents: number;
  readonly emails: number;
  readonly expired: number;
  readonly failed: number;
};
export const noRepairs: Repairs = { auditEvents: 0, emails: 0, expired: 0, failed: 0 };

type Repair = { readonly kind: Exclude<keyof Repairs, 'failed'>; readonly run: () => Promise<void> };

const missingEvents = async (organizationId: string, item: Item, before: Instant, readers: Readers) => {
  const repairs: Repair[] = [];
  for (const change of changesOfItem(item)) {
    const read = changedItem.parse(change);
    if (read.changedAt > before) continue;
    const known = await Promise.all(eventsOfChange(read, undefined).map((one) => hasAuditEvent(organizationId, one)));
    if (known.includes(false)) repairs.push({ kind: 'auditEvents', run: () => readers.recordChange(change) });
  }
  return repairs;
};

const leftUndone = (invitation: StoredInvitation, item: Item, now: Instant, before: Instant, readers: Readers) => {
  const { status, delivery, lastSentAt, expiresAt, id: invitationId } = invitation;
  const repairs: Repair[] = [];
  const isPending = statusAt(invitation, now) === 'pending';
  if (isPending && delivery === 'queued' && lastSentAt <= before)
    repairs.push({ kind: 'emails', run: () => readers.sendEmail(item) });
  if (status === 'pending' && expiresAt <= before) {
    const claim = { ...addressKey(invitation), invitationId, expiresAt };
    repairs.push({ kind: 'expired', run: () => readers.removeClaim(claim) });
  }
  return repairs;
};

async function* itemsWithChanges(organizationId: string): AsyncGenerator<Item> {
  for await (const item of eachItem(itemsOfOrganization(organizationId))) {
    yield item;
    if (isInvitationItem(item)) yield* eachItem(emailsOf(readInvitation(item).id));
  }
  yield* eachItem({ index: 'GSI1', ...membersByAddress(organizationId) });
}

/**
 * Compares an organization's items with its audit log, and has the readers of the table's changes do what they have missed: audit events,
 * emails that are still queued, invitations that have expired unnoticed. Leaves alone what is younger than `before`, which they may still
 * come to.
 */
export const reconcileOrganization = async (
  organizationId: string,
  { now, before }: { readonly now: Instant; readonly before: Instant },
  readers: Readers,
): Promise<Repairs> => {
  const done = { ...noRepairs };
  for await (const item of itemsWithChanges(organizationId)) {
    const repairs = await missingEvents(organizationId, item, before, readers);
    if (isInvitationItem(item)) repairs.push(...leftUndone(readInvitation(item), item, now, before, readers));
    for (const { kind, run } of repairs) {
      const outcome = await run().then(
        () => kind,
        () => 'failed' as const,
      );
      done[outcome] += 1;
    }
  }
  return done;
};
