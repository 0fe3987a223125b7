import * as z from 'zod/mini';
import { type Instant, instant } from '#core/contract/fields.ts';
import { ConflictError } from '#core/problem.ts';
import { type Address, addressKey, openInvitationIndexKey } from './keys.ts';
import { absent, check, type Item, put, remove, type Write } from './write.ts';

const storedAddress = z.union([
  z.object({ userId: z.string() }),
  z.object({ invitationId: z.string(), expiresAt: instant }),
]);

/** The claim of an address in an organization: by a member or an invitation. */
export type AddressClaim = z.infer<typeof storedAddress>;

export const readAddress = (item: unknown): AddressClaim => storedAddress.parse(item);

type Claimed = Address & { readonly id: string; readonly expiresAt: Instant };

/** Returns the epoch second after `expiresAt`, so that TTL never removes a valid claim. */
export const ttlAfter = (expiresAt: Instant): number => Math.ceil(Date.parse(expiresAt) / 1000) + 1;

const namesInvitation = (invitationId: string) => ({
  text: '#invitationId = :invitationId',
  names: { '#invitationId': 'invitationId' },
  values: { ':invitationId': invitationId },
});

/** TTL may have removed a claim early, because of its clock. No other claim exists then. */
const freeOrNamesInvitation = (invitationId: string) => {
  const { text, ...words } = namesInvitation(invitationId);
  return { text: `${absent.text} OR ${text}`, ...words };
};

// An address whose claim was removed early may have another claim before the consumer has finalized the invitation.
const claimRefused = () => new ConflictError();

/** Claims the address for a pending invitation. Condition: unclaimed, or a stale claim of the invitation `over`. */
export const claimAddress = (invitation: Claimed, over: string | undefined): Write => ({
  item: put(
    {
      ...addressKey(invitation),
      ...openInvitationIndexKey(invitation),
      invitationId: invitation.id,
      expiresAt: invitation.expiresAt,
      ttl: ttlAfter(invitation.expiresAt),
    },
    over === undefined ? absent : namesInvitation(over),
  ),
  refusal: claimRefused,
});

/** Gives the address to a member. Condition: unclaimed, or claimed by the invitation. */
export const giveAddressToMember = (address: Address, invitationId: string | undefined, userId: string): Write => ({
  item: put(
    { ...addressKey(address), userId },
    invitationId === undefined ? absent : freeOrNamesInvitation(invitationId),
  ),
  refusal: claimRefused,
});

export const releaseAddress = (address: Address, invitationId: string): Write => ({
  item: remove(addressKey(address), freeOrNamesInvitation(invitationId)),
  refusal: claimRefused,
});

/** Deletes a member's claim. Condition: it is this member's. */
export const releaseMemberAddress = (address: Address, userId: string): Write => ({
  item: remove(addressKey(address), {
    text: '#userId = :userId',
    names: { '#userId': 'userId' },
    values: { ':userId': userId },
  }),
  refusal: claimRefused,
});

/** Condition check: the claim still names this invitation. */
export const stillClaimed = (address: Address, invitationId: string): Write => ({
  item: check(addressKey(address), namesInvitation(invitationId)),
  refusal: claimRefused,
});

/** Restores a claim that TTL has removed early. Condition: absent. */
export const restoreClaim = (removed: Item): Write => ({
  item: put(removed, absent),
  refusal: claimRefused,
});
