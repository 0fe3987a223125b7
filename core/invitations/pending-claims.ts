import type { Instant } from '../contract/fields.ts';
import { readAddress } from '../table/address.ts';
import { addressClaims, emailOfClaim } from '../table/keys.ts';
import { queryAll } from '../table/read.ts';

/** Who is invited to an organization at this moment, by which invitation. */
export const pendingClaims = async (organizationId: string, now: Instant) =>
  (await queryAll(addressClaims(organizationId))).flatMap((item) => {
    const claim = readAddress(item);
    return 'invitationId' in claim && claim.expiresAt > now ? [{ ...claim, email: emailOfClaim(item) }] : [];
  });
