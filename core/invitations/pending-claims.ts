import type { Instant } from '#core/contract/fields.ts';
import { readAddress } from '#core/table/address.ts';
import { addressClaims, emailOfClaim } from '#core/table/keys.ts';
import { queryAll } from '#core/table/read.ts';

/** Lists the address claims of an organization's pending invitations, with their emails. */
export const pendingClaims = async (organizationId: string, now: Instant) =>
  (await queryAll(addressClaims(organizationId))).flatMap((item) => {
    const claim = readAddress(item);
    return 'invitationId' in claim && claim.expiresAt > now ? [{ ...claim, email: emailOfClaim(item) }] : [];
  });
