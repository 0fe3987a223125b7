import type { AuditEventType } from '#core/contract/audit-event.ts';
import type { Invitation } from '#core/contract/invitation.ts';
import { smokeOrganizationId as organizationId } from '#core/deployment.ts';
import { problem } from '#core/problem.ts';
import { readAuditEvent } from '#core/table/audit-event.ts';
import { readInvitation } from '#core/table/invitation.ts';
import { auditEvents, invitationKey } from '#core/table/keys.ts';
import { getItems, queryItems } from '#core/table/read.ts';

// More than a few concurrent runs create.
const latestEvents = 100;

type Seen = Pick<Invitation, 'status' | 'delivery' | 'deliveryReason'> & {
  readonly invitationId: string;
  /** Types of its audit events, oldest first. */
  readonly auditEvents: readonly AuditEventType[];
};

/** Returns the current state of the invitations. */
export const lookAtSmokeTest = async (invitationIds: readonly string[]): Promise<{ invitations: Seen[] }> => {
  const [items, { items: events }] = await Promise.all([
    getItems(invitationIds.map((invitationId) => invitationKey({ organizationId, invitationId }))),
    queryItems({ partition: auditEvents(organizationId), newestFirst: true }, latestEvents),
  ]);
  const log = events.map(readAuditEvent).reverse();
  const invitations = items.map((item) => {
    if (item === undefined) throw problem('invitation_not_found');
    const { id, status, delivery, deliveryReason } = readInvitation(item);
    const types = log.filter(({ subject }) => subject.id === id).map(({ type }) => type);
    return { invitationId: id, status, delivery, deliveryReason, auditEvents: types };
  });
  return { invitations };
};
