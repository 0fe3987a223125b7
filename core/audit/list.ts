import type * as z from 'zod/mini';
import { authorize } from '#core/authorize.ts';
import type { CallerRequest } from '#core/caller.ts';
import type { AuditEvent } from '#core/contract/audit-event.ts';
import type { OrganizationParams } from '#core/contract/fields.ts';
import type { operations } from '#core/contract/operations.ts';
import { readAuditEvent } from '#core/table/audit-event.ts';
import { readInvitation } from '#core/table/invitation.ts';
import { auditEvents, auditEventsAbout, auditEventsOfCategory, invitationKey } from '#core/table/keys.ts';
import { type CursorSeal, openPage, type Page, readFilteredPage, readPage } from '#core/table/page.ts';
import { getItem, type Query } from '#core/table/read.ts';

type Filters = z.output<typeof operations.listAuditEvents.query>;

/** Returns the email of an invitation, whose history is among the events about that email. */
const emailOf = async (organizationId: string, { email, invitationId }: Filters): Promise<string | undefined> => {
  if (invitationId === undefined) return email;
  const item = await getItem(invitationKey({ organizationId, invitationId }));
  return item && readInvitation(item).email;
};

// Sort keys start with the instant, so `from` and `to` sort before all events of that instant.
const queryFor = (organizationId: string, { category, from, to }: Filters, email: string | undefined): Query => {
  const time = { newestFirst: true, ...(from && { from }), ...(to && { to }) };
  if (email !== undefined) return { index: 'GSI2', partition: auditEventsAbout({ organizationId, email }), ...time };
  if (category !== undefined)
    return { index: 'GSI1', partition: auditEventsOfCategory(organizationId, category), ...time };
  return { partition: auditEvents(organizationId), ...time };
};

/** Lists audit events, newest first. */
export const listAuditEvents = async (
  { organizationId }: OrganizationParams,
  { limit, cursor, ...filters }: Omit<Filters, 'limit'> & { readonly limit?: number | undefined },
  { caller }: CallerRequest,
  seal: CursorSeal,
): Promise<Page<AuditEvent>> => {
  const { category, email: about, invitationId, actorId, from, to } = filters;
  const list = ['listAuditEvents', organizationId, category, about, invitationId, actorId, from, to];
  const open = await openPage({ limit, cursor }, seal, list);
  await authorize(caller, organizationId, 'admin');
  const email = await emailOf(organizationId, filters);
  const nothing =
    (invitationId !== undefined && email === undefined) || (from !== undefined && to !== undefined && from >= to);
  if (nothing) return { items: [], nextCursor: null };
  const query = queryFor(organizationId, filters, email);
  const keep = ({ actor, subject }: AuditEvent) =>
    (actorId === undefined || (actor.type === 'user' && actor.userId === actorId)) &&
    (invitationId === undefined || subject.id === invitationId);
  const filtered = actorId !== undefined || invitationId !== undefined;
  return filtered ? readFilteredPage(query, open, readAuditEvent, keep) : readPage(query, open, readAuditEvent);
};
