import { canBeginAddress } from '#core/contract/email-address.ts';
import type { Instant } from '#core/contract/fields.ts';
import { readAddress } from '#core/table/address.ts';
import { readInvitation, type StoredInvitation } from '#core/table/invitation.ts';
import { addressClaims, invitationKey } from '#core/table/keys.ts';
import { type OpenPage, type Page, readFilteredPage } from '#core/table/page.ts';
import { getItems } from '#core/table/read.ts';

/** A page of the invitations whose address begins with `emailPrefix`, by address: of those that were pending at `now`. */
export const pendingByAddress = async (
  organizationId: string,
  emailPrefix: string,
  open: OpenPage,
  now: Instant,
): Promise<Page<StoredInvitation>> => {
  // DynamoDB takes no key of any length.
  if (!canBeginAddress(emailPrefix)) return { items: [], nextCursor: null };
  const claims = await readFilteredPage(
    addressClaims(organizationId, emailPrefix),
    open,
    readAddress,
    (claim) => 'invitationId' in claim && claim.expiresAt > now,
  );
  const keys = claims.items.flatMap((claim) =>
    'invitationId' in claim ? [invitationKey({ organizationId, invitationId: claim.invitationId })] : [],
  );
  const found = (await getItems(keys)).filter((item) => item !== undefined);
  return { items: found.map(readInvitation), nextCursor: claims.nextCursor };
};
