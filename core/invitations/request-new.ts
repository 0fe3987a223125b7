import type * as z from 'zod/mini';
import { type Caller, type CallerRequest, originOf } from '#core/caller.ts';
import { maskEmail } from '#core/contract/email-address.ts';
import type { Instant } from '#core/contract/fields.ts';
import type { InvitationLink, newInvitationRequest } from '#core/contract/invitation.ts';
import { instantAfter } from '#core/instant.ts';
import { keyIdOf, readInvitationToken } from '#core/invitation-token.ts';
import { problem } from '#core/problem.ts';
import { retryOnConflict } from '#core/retry.ts';
import type { SecretKeySource } from '#core/secret-keys.ts';
import { commit } from '#core/table/commit.ts';
import { readInvitation, requestNewForExpired, type StoredInvitation, statusAt } from '#core/table/invitation.ts';
import { type InvitationId, invitationKey, memberKey } from '#core/table/keys.ts';
import { isNoMember } from '#core/table/member.ts';
import { getItems } from '#core/table/read.ts';
import { deadLink } from './dead-link.ts';

const mostRequests = 3;
const pauseSeconds = 24 * 60 * 60;

const secondsBetween = (from: Instant, to: Instant): number => (Date.parse(to) - Date.parse(from)) / 1_000;

/** Throws `requested_recently` for 24 hours after the last request. */
const refuseTooSoon = ({ newInvitationRequestedAt: last }: StoredInvitation, now: Instant): void => {
  const until = last === null ? now : instantAfter(last, pauseSeconds);
  if (until > now) throw problem('requested_recently', { retryAfter: Math.ceil(secondsBetween(now, until)) });
};

/** Throws if the caller can't request a new invitation. Checks in the order of the contract. */
const check = (invitation: StoredInvitation, isMember: boolean, caller: Caller, now: Instant): void => {
  const status = statusAt(invitation, now);
  const dead = deadLink(invitation, now);
  if (dead && status !== 'expired') throw dead;
  if (!caller.emailVerified) throw problem('email_not_verified');
  if (caller.email !== invitation.email) throw problem('email_mismatch', { maskedEmail: maskEmail(invitation.email) });
  if (status === 'pending') throw problem('invitation_pending');
  if (isMember) throw problem('already_member');
  if (invitation.newInvitationRequests >= mostRequests) throw problem('request_limit_reached');
  refuseTooSoon(invitation, now);
};

const readBoth = async (id: InvitationId, { userId }: Caller) => {
  const [item, member] = await getItems([invitationKey(id), memberKey({ organizationId: id.organizationId, userId })]);
  if (item === undefined) throw problem('invitation_link_invalid');
  return { invitation: readInvitation(item), isMember: member !== undefined };
};

/**
 * Asks for a new invitation with the link of an expired one: its admins see the request on it. At most three times, and
 * once in 24 hours. The answer says nothing of the organization that the link did not.
 */
export const requestNewInvitation = async (
  { token }: InvitationLink,
  request: CallerRequest,
  secretKeys: SecretKeySource,
): Promise<z.infer<typeof newInvitationRequest>> => {
  const { caller, now } = request;
  const id = readInvitationToken(token, await secretKeys(keyIdOf(token)));
  if (id === undefined) throw problem('invitation_link_invalid');
  return retryOnConflict(async () => {
    const { invitation, isMember } = await readBoth(id, caller);
    check(invitation, isMember, caller, now);
    await commit([
      requestNewForExpired(invitation, originOf(caller, request)),
      isNoMember({ organizationId: id.organizationId, userId: caller.userId }),
    ]);
    return { organizationName: invitation.organizationName, requestedAt: now };
  });
};
