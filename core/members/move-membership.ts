import { ConflictError } from '#core/problem.ts';
import { retryOnConflict } from '#core/retry.ts';
import { type AddressClaim, giveAddressToMember, readAddress, releaseMemberAddress } from '#core/table/address.ts';
import { type Moment, type Origin, system } from '#core/table/change.ts';
import { attempt } from '#core/table/commit.ts';
import { expirePending, readInvitation, revokeForMember, statusAt } from '#core/table/invitation.ts';
import { addressKey, invitationKey, placesKey } from '#core/table/keys.ts';
import { moveMember, type StoredMember } from '#core/table/member.ts';
import { freePlace } from '#core/table/places.ts';
import { getItems } from '#core/table/read.ts';
import { type AddressedUser, addressIsStill } from '#core/table/user.ts';
import type { Write } from '#core/table/write.ts';
import { membershipIn } from './person.ts';

const originOf = ({ userId, name, email }: AddressedUser, moment: Moment): Origin => ({
  ...moment,
  by: { type: 'user', userId, name, email },
});

const claimIn = (item: unknown): AddressClaim | undefined => (item === undefined ? undefined : readAddress(item));

/** Revokes the pending invitation to the new address and frees its slot. Finalizes an expired one. */
const endInvitation = async (
  organizationId: string,
  invitationId: string,
  isLimited: boolean,
  origin: Origin,
): Promise<Write[]> => {
  const [item] = await getItems([invitationKey({ organizationId, invitationId })]);
  const invitation = item && readInvitation(item);
  if (invitation?.status !== 'pending') return [];
  if (statusAt(invitation, origin.at) === 'pending')
    return [revokeForMember(invitation, origin), ...(isLimited ? [freePlace(organizationId, invitationId)] : [])];
  return [expirePending(organizationId, invitationId, { ...origin, at: invitation.expiresAt, by: system })];
};

/** Returns the writes of a move, or undefined if the address belongs to another member. */
const stepsToMove = async (
  person: AddressedUser,
  member: StoredMember,
  origin: Origin,
): Promise<readonly Write[] | undefined> => {
  const { organizationId, userId } = member;
  const address = { organizationId, email: person.email };
  const items = await getItems([addressKey(address), addressKey(member), placesKey(organizationId)]);
  const [newClaim, oldClaim] = items.slice(0, 2).map(claimIn);
  if (newClaim && 'userId' in newClaim) return undefined;
  const invitationId = newClaim?.invitationId;
  return [
    ...moveMember(member, person, origin),
    giveAddressToMember(address, invitationId, userId),
    ...(oldClaim && 'userId' in oldClaim && oldClaim.userId === userId ? [releaseMemberAddress(member, userId)] : []),
    ...(invitationId === undefined
      ? []
      : await endInvitation(organizationId, invitationId, items[2] !== undefined, origin)),
  ];
};

/**
 * Moves one membership and its claim to the person's address, and revokes a pending invitation to that address. Returns
 * false if the address belongs to another member, the membership has ended, or the person's address has changed again.
 * Throws `try_again` if the items keep changing.
 */
export const moveMembership = (person: AddressedUser, seen: StoredMember, moment: Moment): Promise<boolean> =>
  retryOnConflict(async (attemptNumber) => {
    const member = attemptNumber === 1 ? seen : await membershipIn(seen.organizationId, seen.userId);
    if (member === undefined || member.email === person.email) return false;
    const steps = await stepsToMove(person, member, originOf(person, moment));
    if (steps === undefined) return false;
    const isStill = addressIsStill(person);
    const refused = await attempt([isStill, ...steps]);
    if (refused.some(({ write }) => write === isStill)) return false;
    if (refused.length > 0) throw new ConflictError();
    return true;
  });
