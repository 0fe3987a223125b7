import { changedItem, eventsOfChange } from '#core/audit/event-of-change.ts';
import type { Instant } from '#core/contract/fields.ts';
import { hasAuditEvent } from '#core/table/audit-event.ts';
import { readInvitation, type StoredInvitation, statusAt } from '#core/table/invitation.ts';
import { addressKey, emailsOf, isInvitationItem } from '#core/table/keys.ts';
import { queryAll } from '#core/table/read.ts';
import type { Item } from '#core/table/write.ts';
import { changesOfItem } from './changes-of-item.ts';

/** The stream consumers, which process a change that they may have missed. Each throws if it fails. */
export type Readers = {
  readonly recordChange: (newImage: Item) => Promise<void>;
  /** Like a removal by TTL. */
  readonly removeClaim: (oldImage: Item) => Promise<void>;
  readonly sendEmail: (newImage: Item) => Promise<void>;
};

/** Numbers of repairs, and of failures. */
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

/** The deliveries of an invitation are separate items: a failed one has its audit event. */
const withEmails = async (item: Item): Promise<Item[]> =>
  isInvitationItem(item) ? [item, ...(await queryAll(emailsOf(readInvitation(item).id)))] : [item];

type When = { readonly now: Instant; readonly before: Instant };

/**
 * Compares an item with the audit log, and lets the stream consumers repair what is missing: audit events, a queued
 * email, an expired invitation that was not finalized. Ignores changes younger than `before`, which may still be
 * processed. Returns the result of each repair.
 */
export const repairItem = async (
  organizationId: string,
  item: Item,
  { now, before }: When,
  readers: Readers,
): Promise<(keyof Repairs)[]> => {
  const missing = (await withEmails(item)).map((one) => missingEvents(organizationId, one, before, readers));
  const repairs = (await Promise.all(missing)).flat();
  if (isInvitationItem(item)) repairs.push(...leftUndone(readInvitation(item), item, now, before, readers));
  const outcomes: (keyof Repairs)[] = [];
  for (const { kind, run } of repairs)
    outcomes.push(
      await run().then(
        () => kind,
        () => 'failed',
      ),
    );
  return outcomes;
};
