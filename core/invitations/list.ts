import type * as z from 'zod/mini';
import { authorize } from '#core/authorize.ts';
import type { CallerRequest } from '#core/caller.ts';
import type { Instant, OrganizationParams } from '#core/contract/fields.ts';
import type { Invitation, InvitationStatus } from '#core/contract/invitation.ts';
import type { operations } from '#core/contract/operations.ts';
import { readInvitation, type StoredInvitation, statusAt } from '#core/table/invitation.ts';
import { invitationGroup, invitations, invitationsToAddress } from '#core/table/keys.ts';
import { type CursorSeal, type OpenPage, openPage, type Page, readFilteredPage, readPage } from '#core/table/page.ts';
import type { Query } from '#core/table/read.ts';
import { answerInvitations } from './answer.ts';
import { pendingByAddress } from './pending-by-address.ts';

/** `limit` may be more than a query takes: a CSV file has longer pages. */
export type InvitationQuery = Omit<z.output<typeof operations.listInvitations.query>, 'limit'> & {
  readonly limit?: number | undefined;
};
type Filters = Omit<InvitationQuery, 'limit' | 'cursor'>;

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

const queryFor = (organizationId: string, { status, email, newInvitationRequested }: Filters, now: Instant): Query => {
  if (email !== undefined)
    return { index: 'GSI2', partition: invitationsToAddress({ organizationId, email }), newestFirst: true };
  // New invitations are requested for expired ones only.
  const only = status ?? (newInvitationRequested && 'expired');
  if (only !== undefined) return statusQuery(organizationId, only, now);
  return { ...invitations(organizationId), newestFirst: true };
};

const readList = async (
  organizationId: string,
  filters: Filters,
  open: OpenPage,
  now: Instant,
): Promise<Page<StoredInvitation>> => {
  const { status, email, emailPrefix, invitedBy, newInvitationRequested } = filters;
  const keep = (invitation: StoredInvitation) =>
    (status === undefined || statusAt(invitation, now) === status) &&
    (email === undefined || invitation.email === email) &&
    (invitedBy === undefined || invitation.invitedBy.userId === invitedBy) &&
    (newInvitationRequested === undefined ||
      (invitation.newInvitationRequestedAt !== null && statusAt(invitation, now) === 'expired'));
  if (emailPrefix !== undefined) {
    const page = await pendingByAddress(organizationId, emailPrefix, open, now);
    return { ...page, items: page.items.filter(keep) };
  }
  const query = queryFor(organizationId, filters, now);
  const filtered =
    invitedBy !== undefined || newInvitationRequested !== undefined || (email !== undefined && status !== undefined);
  return filtered ? readFilteredPage(query, open, readInvitation, keep) : readPage(query, open, readInvitation);
};

/** Lists the invitations of an organization: newest first, or by address with `emailPrefix`. */
export const listInvitations = async (
  { organizationId }: OrganizationParams,
  { limit, cursor, ...filters }: InvitationQuery,
  { caller, now }: CallerRequest,
  seal: CursorSeal,
): Promise<Page<Invitation>> => {
  const { status, email, emailPrefix, invitedBy, newInvitationRequested } = filters;
  const list = ['listInvitations', organizationId, status, email, invitedBy];
  // Appended only if given, so that existing cursors of the other lists stay valid.
  const isPlain = emailPrefix === undefined && newInvitationRequested === undefined;
  const named = isPlain
    ? list
    : [...list, emailPrefix, ...(newInvitationRequested === undefined ? [] : ['newInvitationRequested'])];
  const open = await openPage({ limit, cursor }, seal, named);
  await authorize(caller, organizationId, 'admin');
  const page = await readList(organizationId, filters, open, now);
  return { ...page, items: await answerInvitations(organizationId, page.items, now) };
};
