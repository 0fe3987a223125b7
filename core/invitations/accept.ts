import type * as z from 'zod/mini';
import { type Caller, type CallerRequest, originOf, personOf } from '#core/caller.ts';
import { maskEmail } from '#core/contract/email-address.ts';
import type { Instant } from '#core/contract/fields.ts';
import type { acceptance } from '#core/contract/invitation.ts';
import type { acceptedInvitation } from '#core/contract/organization.ts';
import { keyIdOf, readInvitationToken } from '#core/invitation-token.ts';
import { ConflictError, problem } from '#core/problem.ts';
import { retryOnConflict } from '#core/retry.ts';
import type { SecretKeySource } from '#core/secret-keys.ts';
import { hasSignedInRecently, isGoogleAuthoritative } from '#core/sign-in-proof.ts';
import { giveAddressToMember } from '#core/table/address.ts';
import { attempt } from '#core/table/commit.ts';
import { acceptPending, readInvitation, type StoredInvitation } from '#core/table/invitation.ts';
import { type InvitationId, invitationKey, memberKey, placesKey, userKey } from '#core/table/keys.ts';
import { putMember, readMember, type StoredMember } from '#core/table/member.ts';
import { freePlace } from '#core/table/places.ts';
import { getItems } from '#core/table/read.ts';
import { takeSeat } from '#core/table/seats.ts';
import { getSnapshot } from '#core/table/snapshot.ts';
import { withoutDeletedTeams } from '#core/table/team.ts';
import { readUser } from '#core/table/user.ts';
import { deadLink } from './dead-link.ts';

type Accepted = z.infer<typeof acceptedInvitation>;

type Found = {
  readonly invitation: StoredInvitation;
  readonly membership: StoredMember | undefined;
  readonly limited: boolean;
  /** Of the caller. */
  readonly lastSignInOn: string | null;
};

/**
 * Makes the caller a member, finalizes the invitation and frees its slot in one transaction. The same account gets the
 * same response again. After a lost race, the items are read again to find the current reason.
 */
export const acceptInvitation = async (
  by: z.output<typeof acceptance>,
  request: CallerRequest,
  secretKeys: SecretKeySource,
): Promise<Accepted> => {
  const byLink = 'token' in by;
  const id = byLink ? readInvitationToken(by.token, await secretKeys(keyIdOf(by.token))) : by;
  if (id === undefined) throw problem('invitation_link_invalid');
  return retryOnConflict(async () => {
    const found = await readFound(id, request.caller);
    if (found === undefined) throw problem(byLink ? 'invitation_link_invalid' : 'invitation_not_found');
    const before = judge(found, request, byLink);
    return answer(found, before ? await withTeamsOfNow(before) : await join(found, request));
  });
};

const readFound = async (id: InvitationId, caller: Caller): Promise<Found | undefined> => {
  const found = await readWith(getItems, id, caller);
  return found && isTornRead(found, caller) ? readWith(getSnapshot, id, caller) : found;
};

// `BatchGetItem` can return a torn read: the invitation before and the membership after accepting, or the reverse. The
// items look the same after the member has left. A snapshot costs twice as much, so that only the doubtful case pays.
const isTornRead = ({ invitation, membership }: Found, { userId }: Caller): boolean =>
  (invitation.acceptedBy?.userId === userId) !== (membership?.invitationId === invitation.id);

const readWith = async (read: typeof getItems, id: InvitationId, { userId }: Caller): Promise<Found | undefined> => {
  const { organizationId } = id;
  const keys = [invitationKey(id), memberKey({ organizationId, userId }), placesKey(organizationId), userKey(userId)];
  const [invitation, membership, places, user] = await read(keys);
  return (
    invitation && {
      invitation: readInvitation(invitation),
      membership: membership && readMember(membership),
      limited: places !== undefined,
      lastSignInOn: (user && readUser(user).lastSignInOn) ?? null,
    }
  );
};

const withTeamsOfNow = async (stored: StoredMember): Promise<StoredMember> => {
  const [member = stored] = await withoutDeletedTeams(stored.organizationId, [stored]);
  return member;
};

const answer = ({ invitation, lastSignInOn }: Found, member: StoredMember): Accepted => ({
  organization: { id: invitation.organizationId, name: invitation.organizationName },
  member: { ...member, status: 'active', lastSignInOn: member.role === 'admin' ? lastSignInOn : null },
});

/**
 * Throws why the caller can't accept. Answers the membership that this very invitation has made for them before, if
 * any.
 */
const judge = (
  { invitation, membership }: Found,
  { caller, now }: CallerRequest,
  byLink: boolean,
): StoredMember | undefined => {
  const ownAddress = caller.email === invitation.email;
  // By ids the caller must not learn of invitations to others.
  if (!byLink && !ownAddress) throw problem('invitation_not_found');
  const dead = deadLink(invitation, now);
  if (dead) {
    if (membership && invitation.acceptedBy?.userId === caller.userId && membership.invitationId === invitation.id)
      return membership;
    throw dead;
  }
  if (!caller.emailVerified) throw problem('email_not_verified');
  if (!ownAddress) throw problem('email_mismatch', { maskedEmail: maskEmail(invitation.email) });
  if (!hasSignedInRecently(caller, now)) throw problem('recent_sign_in_required');
  if (!byLink && !isGoogleAuthoritative(caller)) throw problem('invitation_link_required');
  if (membership) throw problem('already_member');
  return undefined;
};

const memberOf = (invitation: StoredInvitation, caller: Caller, now: Instant): StoredMember => ({
  userId: caller.userId,
  organizationId: invitation.organizationId,
  organizationName: invitation.organizationName,
  email: invitation.email,
  name: caller.name,
  pictureUrl: caller.pictureUrl,
  role: invitation.role,
  teamIds: invitation.teamIds,
  joinedAt: now,
  invitationId: invitation.id,
  changedAt: now,
});

/** Adds the member. Throws `ConflictError` after a lost race. */
const join = async ({ invitation, limited }: Found, request: CallerRequest): Promise<StoredMember> => {
  const { organizationId, id } = invitation;
  // A team that was deleted since the invitation is skipped.
  const [offered = invitation] = await withoutDeletedTeams(organizationId, [invitation]);
  const member = memberOf(offered, request.caller, request.now);
  const origin = originOf(request.caller, request);
  const seat = takeSeat(organizationId, invitation.role);
  const refused = await attempt([
    acceptPending(invitation, personOf(request.caller), origin),
    giveAddressToMember(invitation, id, member.userId),
    ...(limited ? [freePlace(organizationId, id)] : []),
    seat,
    ...putMember(member, origin),
  ]);
  if (refused.length === 0) return member;
  // Only the seats are full: reading again would change nothing.
  const onlySeat = refused.length === 1 && refused[0]?.write === seat;
  throw onlySeat ? seat.refusal(undefined) : new ConflictError();
};
