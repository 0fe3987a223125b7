import type { RejectedAddress } from '#core/contract/invitation.ts';
import { rejections, sentenceOf } from '#core/contract/problems.ts';

/** The reason why an address is not invited: a code with its facts. */
export type Rejection =
  | { readonly code: 'invalid_email' | 'already_member' | 'try_again' }
  | { readonly code: 'domain_not_allowed'; readonly domain: string }
  | { readonly code: 'already_invited'; readonly invitationId: string }
  | { readonly code: 'pending_limit_reached'; readonly limit: number };

/** Returns the result of a rejected address, with a sentence for the admin. */
export const rejected = (email: string, rejection: Rejection): RejectedAddress => {
  const result = { email, outcome: 'rejected', detail: sentenceOf(rejections[rejection.code], rejection) } as const;
  // The domain is in the sentence, and in the address.
  return rejection.code === 'domain_not_allowed' ? { ...result, code: rejection.code } : { ...result, ...rejection };
};

/** No slot is left. If the limit has been removed concurrently, the address can be tried again. */
export const limitReached = (places: { readonly limit: number } | undefined): Rejection =>
  places ? { code: 'pending_limit_reached', limit: places.limit } : { code: 'try_again' };
