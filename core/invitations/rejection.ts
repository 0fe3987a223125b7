import type { InvitationResult } from '../contract/invitation.ts';
import { type RejectionCode, rejections } from '../contract/problems.ts';

type Facts = { readonly domain?: string; readonly limit?: number; readonly invitationId?: string };

/** The outcome of an address that is not invited, with the sentence for the admin. */
export const rejected = (
  email: string,
  code: RejectionCode,
  { domain, limit, invitationId }: Facts = {},
): InvitationResult => ({
  email,
  outcome: 'rejected',
  code,
  detail: rejections[code].replace('{domain}', domain ?? '').replace('{limit}', String(limit ?? '')),
  ...(invitationId !== undefined && { invitationId }),
  ...(limit !== undefined && { limit }),
});
