import type * as z from 'zod/mini';
import { maskEmail } from '#core/contract/email-address.ts';
import type { Instant } from '#core/contract/fields.ts';
import type { InvitationLink, invitationPreview } from '#core/contract/invitation.ts';
import { keyIdOf, readInvitationToken } from '#core/invitation-token.ts';
import { problem } from '#core/problem.ts';
import type { SecretKeySource } from '#core/secret-keys.ts';
import { readInvitation } from '#core/table/invitation.ts';
import { invitationKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import { deadLink } from './dead-link.ts';

/** Returns the terms of an invitation to any holder of its link. Read-only. */
export const previewInvitation = async (
  { token }: InvitationLink,
  { now }: { readonly now: Instant },
  secretKeys: SecretKeySource,
): Promise<z.infer<typeof invitationPreview>> => {
  const id = readInvitationToken(token, await secretKeys(keyIdOf(token)));
  const item = id && (await getItem(invitationKey(id)));
  if (item === undefined) throw problem('invitation_link_invalid');
  const invitation = readInvitation(item);
  const dead = deadLink(invitation, now);
  if (dead) throw dead;
  const { organizationName, invitedBy, role, email, expiresAt } = invitation;
  return { organizationName, invitedBy: { name: invitedBy.name }, role, maskedEmail: maskEmail(email), expiresAt };
};
