import type * as z from 'zod/mini';
import type { Caller, CallerRequest } from '#core/caller.ts';
import type { Instant } from '#core/contract/fields.ts';
import type { me } from '#core/contract/organization.ts';
import { hasSignedInRecently, isGoogleAuthoritative } from '#core/sign-in-proof.ts';
import { readAddress } from '#core/table/address.ts';
import { readInvitation, type StoredInvitation, statusAt } from '#core/table/invitation.ts';
import { invitationKey, membershipsOf, openInvitationsTo, organizationOf } from '#core/table/keys.ts';
import { readMember } from '#core/table/member.ts';
import { getItems, queryAll } from '#core/table/read.ts';

type Me = z.infer<typeof me>;

/** Pending invitations for the caller's verified address, in any organization; none unless the sign-in is recent. */
const openInvitations = async (caller: Caller, now: Instant): Promise<StoredInvitation[]> => {
  const { email, emailVerified } = caller;
  if (!emailVerified || !hasSignedInRecently(caller, now)) return [];
  const claims = await queryAll({ index: 'GSI1', partition: openInvitationsTo(email) });
  const keys = claims.flatMap((item) => {
    const claim = readAddress(item);
    return 'invitationId' in claim
      ? [invitationKey({ organizationId: organizationOf(item), invitationId: claim.invitationId })]
      : [];
  });
  const items = await getItems(keys);
  // The index can be behind, so the current invitations are read.
  return items
    .flatMap((item) => (item ? [readInvitation(item)] : []))
    .filter((invitation) => statusAt(invitation, now) === 'pending');
};

/**
 * The caller, their organizations, and the invitations that they can accept: none of an organization that they are
 * in.
 */
export const getMe = async ({ caller, now }: CallerRequest): Promise<Me> => {
  const [memberships, invitations] = await Promise.all([
    queryAll(membershipsOf(caller.userId)),
    openInvitations(caller, now),
  ]);
  const { userId, email, name, pictureUrl, signedInAt } = caller;
  const linkRequired = !isGoogleAuthoritative(caller);
  const organizations = memberships.map(readMember);
  const isMember = ({ organizationId }: StoredInvitation): boolean =>
    organizations.some((membership) => membership.organizationId === organizationId);
  return {
    user: { id: userId, email, name, pictureUrl, signedInAt },
    organizations: organizations.map(({ organizationId, organizationName, role }) => ({
      id: organizationId,
      name: organizationName,
      role,
    })),
    invitations: invitations
      .filter((invitation) => !isMember(invitation))
      .map(({ id, organizationId, organizationName, invitedBy, role, expiresAt }) => ({
        id,
        organizationId,
        organizationName,
        invitedBy: { name: invitedBy.name },
        role,
        expiresAt,
        linkRequired,
      })),
  };
};
