import type * as z from 'zod/mini';
import { authorize } from '#core/authorize.ts';
import type { CallerRequest } from '#core/caller.ts';
import type { Instant } from '#core/contract/fields.ts';
import type { Invitation, InvitationStatus } from '#core/contract/invitation.ts';
import type { operations } from '#core/contract/operations.ts';
import { readInvitation, type StoredInvitation, statusAt } from '#core/table/invitation.ts';
import { invitationGroup, invitations, invitationsToAddress } from '#core/table/keys.ts';
import { type CursorSeal, openPage, type Page, readFilteredPage, readPage } from '#core/table/page.ts';
import type { Query } from '#core/table/read.ts';
import { answerInvitations } from './answer.ts';

type Filters = z.output<typeof operations.listInvitations.query>;

/** Pending and expired invitations share an index key, parted by the clock. */
const statusQuery = (organizationId: string, status: InvitationStatus, now: Instant): Query => {
  const newestFirst = true;
  // Above every `now#id`, below the next millisecond.
  const boundary = `${now}~`;
  const open = { index: 'GSI1', partition: invitationGroup(organizationId, 'OPEN'), newestFirst } as const;
  if (status === 'pending') return { ...open, from: boundary };
  if (status === 'expired') return { ...open, to: boundary };
  const group = status === 'accepted' ? 'ACCEPTED' : 'REVOKED';
  return { index: 'GSI1', partition: invitationGroup(organizationId, group), newestFirst };
};

const queryFor = (organizationId: string, { status, email }: Filters, now: Instant): Query => {
  if (email !== undefined)
    return { index: 'GSI2', partition: invitationsToAddress({ organizationId, email }), newestFirst: true };
  if (status !== undefined) return statusQuery(organizationId, status, now);
  return { ...invitations(organizationId), newestFirst: true };
};

/** Invitations of the organization, newest first. */
export const listInvitations = async (
  organizationId: string,
  { limit, cursor, ...filters }: Filters,
  { caller, now }: CallerRequest,
  seal: CursorSeal,
): Promise<Page<Invitation>> => {
  const { status, email, invitedBy } = filters;
  const open = await openPage({ limit, cursor }, seal, ['listInvitations', organizationId, status, email, invitedBy]);
  await authorize(caller, organizationId, 'admin');
  const query = queryFor(organizationId, filters, now);
  const keep = (invitation: StoredInvitation) =>
    (status === undefined || statusAt(invitation, now) === status) &&
    (invitedBy === undefined || invitation.invitedBy.userId === invitedBy);
  const filtered = invitedBy !== undefined || (email !== undefined && status !== undefined);
  const page = filtered
    ? await readFilteredPage(query, open, readInvitation, keep)
    : await readPage(query, open, readInvitation);
  return { ...page, items: await answerInvitations(organizationId, page.items, now) };
};
