import * as z from 'zod/mini';
import { type Instant, instant } from '#core/contract/fields.ts';
import { ChangedMeanwhile } from '#core/problem.ts';
import { type Address, addressKey, openInvitationIndexKey } from './keys.ts';
import { absent, check, type Item, put, remove, type Write } from './write.ts';

const storedAddress = z.union([
  z.object({ userId: z.string() }),
  z.object({ invitationId: z.string(), expiresAt: instant }),
]);

/** What an address is in an organization: a member's, or invited. */
export type AddressClaim = z.infer<typeof storedAddress>;

export const readAddress = (item: unknown): AddressClaim => storedAddress.parse(item);

type Claimed = Address & { readonly id: string; readonly expiresAt: Instant };

/** Seconds since 1970 of the second after `expiresAt`, so that TTL never removes a claim that is still alive. */
export const ttlAfter = (expiresAt: Instant): number => Math.ceil(Date.parse(expiresAt) / 1000) + 1;

const namesInvitation = (invitationId: string) => ({
  text: '#invitationId = :invitationId',
  names: { '#invitationId': 'invitationId' },
  values: { ':invitationId': invitationId },
});

/** TTL may have removed a claim early, by a clock that is ahead: then nobody else has it. */
const freeOrNamesInvitation = (invitationId: string) => {
  const { text, ...words } = namesInvitation(invitationId);
  return { text: `${absent.text} OR ${text}`, ...words };
};

// Until the reader of TTL's removals has settled it, a claim that was removed early may be another's already.
const claimRefused = () => new ChangedMeanwhile();

/** Claims the address for a pending invitation: free so far, or still held by the lapsed invitation `over`. */
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

/** The address becomes the member's, for as long as they are one. */
export const giveAddressToMember = (address: Address, invitationId: string, userId: string): Write => ({
  item: put({ ...addressKey(address), userId }, freeOrNamesInvitation(invitationId)),
  refusal: claimRefused,
});

export const releaseAddress = (address: Address, invitationId: string): Write => ({
  item: remove(addressKey(address), freeOrNamesInvitation(invitationId)),
  refusal: claimRefused,
});

/** Frees a member's address, with the member. */
export const releaseMemberAddress = (address: Address, userId: string): Write => ({
  item: remove(addressKey(address), {
    text: '#userId = :userId',
    names: { '#userId': 'userId' },
    values: { ':userId': userId },
  }),
  refusal: claimRefused,
});

/** Nothing but a condition: the claim still names this invitation. */
export const stillClaimed = (address: Address, invitationId: string): Write => ({
  item: check(addressKey(address), namesInvitation(invitationId)),
  refusal: claimRefused,
});

/** Puts a claim back that TTL has removed early, as it was. */
export const restoreClaim = (removed: Item): Write => ({
  item: put(removed, absent),
  refusal: claimRefused,
});
