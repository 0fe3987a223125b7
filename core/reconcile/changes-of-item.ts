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

/** Request id of events whose request is unknown. */
const reconciling = 'reconcile';

const actorOf = ({ userId, name, email }: Person): Actor =>
  userId === undefined ? { type: 'system', name, email } : { type: 'user', userId, name, email };

/** Returns the history of an invitation from its attributes. A resend before the latest is not stored. */
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
    ...(invitation.newInvitationRequestedAt
      ? [stamp('invitation.new_requested', { at: invitation.newInvitationRequestedAt, by: system, requestId })]
      : []),
    ...(status === 'expired' ? [stamp('invitation.expired', { at: invitation.expiresAt, by: system, requestId })] : []),
  ];
};

/** Returns the change of the membership that accepting created, whatever its current state. */
const joined = (invitation: StoredInvitation): Item[] => {
  const { acceptedAt, acceptedBy, organizationId, email, role, teamIds } = invitation;
  if (acceptedAt === undefined || acceptedBy?.userId === undefined) return [];
  const origin = { at: acceptedAt, by: actorOf(acceptedBy), requestId: reconciling };
  return [{ userId: acceptedBy.userId, organizationId, email, role, teamIds, ...stamp('member.joined', origin) }];
};

/** The change that created an item, by a later change. */
const making: Readonly<Record<string, AuditEventType>> = {
  'organization.plan_changed': 'organization.created',
  'organization.limits_changed': 'organization.created',
  'organization.paused': 'organization.created',
  'organization.resumed': 'organization.created',
  'organization.allowed_domains_changed': 'organization.created',
  'team.deleted': 'team.created',
  'team.renamed': 'team.created',
};

/** Returns the creation of an item from the time in its id. The actor is unknown. */
const made = (item: Item, latest: string): Item[] => {
  const change = making[latest];
  if (change === undefined) return [];
  return [{ ...item, ...stamp(change, { at: instantOfId(String(item.id)), by: system, requestId: reconciling }) }];
};

/**
 * Reconstructs the changes of an item in the form of stream images: the latest, the creation, and the history of an
 * invitation, including joining. Actor and request are known only for the latest change.
 */
export const changesOfItem = (item: Item): Item[] => {
  const latest = stamped.safeParse(item).data;
  if (latest === undefined) return [];
  if (!isInvitationItem(item)) return latest.change === noChange ? [] : [item, ...made(item, latest.change)];
  const { changedAt, changedBy, requestId } = latest;
  const invitation = readInvitation(item);
  const history = historyOf(invitation).map((change) => ({ ...item, ...change }));
  const changes = [...history, ...joined(invitation)];
  // The last of its history, and the joining that belongs to it.
  const isLatest = (change: Item) => change.changedAt === changedAt && changes.indexOf(change) >= history.length - 1;
  return changes.map((change) => (isLatest(change) ? { ...change, changedBy, requestId } : change));
};
