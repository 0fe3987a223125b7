import * as z from 'zod/mini';
import { type AuditEventType, auditActor } from '#core/contract/audit-event.ts';
import { instant } from '#core/contract/fields.ts';
import type { Person } from '#core/contract/invitation.ts';
import { noChange } from '#core/deployment.ts';
import { instantOfId } from '#core/new-id.ts';
import { type Actor, stamp, system } from '#core/table/change.ts';
import { readInvitation, type StoredInvitation } from '#core/table/invitation.ts';
import { isInvitationItem } from '#core/table/keys.ts';
import type { Item } from '#core/table/write.ts';

const stamped = z.object({ change: z.string(), changedAt: instant, changedBy: auditActor, requestId: z.string() });

/** In place of a request that nobody knows any more. */
const reconciling = 'reconcile';

const actorOf = ({ userId, name, email }: Person): Actor =>
  userId === undefined ? { type: 'system', name, email } : { type: 'user', userId, name, email };

/** What has happened to an invitation, by its own attributes: each with when and who. A resend before the latest has left no trace. */
const historyOf = (invitation: StoredInvitation): ReturnType<typeof stamp>[] => {
  const { createdAt, invitedBy, sentCount, lastSentAt, status, acceptedAt, acceptedBy, revokedAt, revokedBy } =
    invitation;
  const requestId = reconciling;
  return [
    stamp('invitation.sent', { at: createdAt, by: actorOf(invitedBy), requestId }),
    ...(sentCount > 1 ? [stamp('invitation.resent', { at: lastSentAt, by: system, requestId })] : []),
    ...(acceptedAt && acceptedBy
      ? [stamp('invitation.accepted', { at: acceptedAt, by: actorOf(acceptedBy), requestId })]
      : []),
    ...(revokedAt
      ? [stamp('invitation.revoked', { at: revokedAt, by: revokedBy ? actorOf(revokedBy) : system, requestId })]
      : []),
    ...(status === 'expired' ? [stamp('invitation.expired', { at: invitation.expiresAt, by: system, requestId })] : []),
  ];
};

/** Who accepted has joined at the same instant, whatever has become of their membership since. */
const joined = (invitation: StoredInvitation): Item[] => {
  const { acceptedAt, acceptedBy, organizationId, email, role, teamIds } = invitation;
  if (acceptedAt === undefined || acceptedBy?.userId === undefined) return [];
  const origin = { at: acceptedAt, by: actorOf(acceptedBy), requestId: reconciling };
  return [{ userId: acceptedBy.userId, organizationId, email, role, teamIds, ...stamp('member.joined', origin) }];
};

/** What an item was made by, where that was not its latest change. */
const making: Readonly<Record<string, AuditEventType>> = {
  'organization.plan_changed': 'organization.created',
  'organization.limits_changed': 'organization.created',
  'organization.paused': 'organization.created',
  'organization.resumed': 'organization.created',
  'organization.allowed_domains_changed': 'organization.created',
  'team.deleted': 'team.created',
};

/** An id says when the item was made; by whom nobody knows any more. */
const made = (item: Item, latest: string): Item[] => {
  const change = making[latest];
  if (change === undefined) return [];
  return [{ ...item, ...stamp(change, { at: instantOfId(String(item.id)), by: system, requestId: reconciling }) }];
};

/**
 * The changes that an item tells of, each as the stream would have carried it: its latest, its making, and all of an invitation's history,
 * joining included. Where the latest change is one of that history, who did it in which request is known.
 */
export const changesOfItem = (item: Item): Item[] => {
  const latest = stamped.safeParse(item).data;
  if (latest === undefined) return [];
  if (!isInvitationItem(item)) return latest.change === noChange ? [] : [item, ...made(item, latest.change)];
  const { changedAt, changedBy, requestId } = latest;
  const invitation = readInvitation(item);
  const history = historyOf(invitation).map((change) => ({ ...item, ...change }));
  const changes = [...history, ...joined(invitation)];
  // The last of its history, and that somebody joined by it.
  const isLatest = (change: Item) => change.changedAt === changedAt && changes.indexOf(change) >= history.length - 1;
  return changes.map((change) => (isLatest(change) ? { ...change, changedBy, requestId } : change));
};
