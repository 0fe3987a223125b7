import type { RejectedAddress } from '#core/contract/invitation.ts';
import { rejections } from '#core/contract/problems.ts';

/** Why an address is not invited, with what that code says beside it. */
export type Rejection =
  | { readonly code: 'invalid_email' | 'already_member' | 'try_again' }
  | { readonly code: 'domain_not_allowed'; readonly domain: string }
  | { readonly code: 'already_invited'; readonly invitationId: string }
  | { readonly code: 'pending_limit_reached'; readonly limit: number };

const sentenceOf = (rejection: Rejection): string => {
  const sentence: string = rejections[rejection.code];
  if (rejection.code === 'domain_not_allowed') return sentence.replace('{domain}', rejection.domain);
  if (rejection.code === 'pending_limit_reached') return sentence.replace('{limit}', String(rejection.limit));
  return sentence;
};

/** The outcome of an address that is not invited, with the sentence for the admin. */
export const rejected = (email: string, rejection: Rejection): RejectedAddress => {
  const told = { email, outcome: 'rejected', detail: sentenceOf(rejection) } as const;
  // The domain is in the sentence, and in the address.
  return rejection.code === 'domain_not_allowed' ? { ...told, code: rejection.code } : { ...told, ...rejection };
};

/** No place is left under the plan's limit. Where there is none after all, it is worth another try. */
export const limitReached = (places: { readonly limit: number } | undefined): Rejection =>
  places ? { code: 'pending_limit_reached', limit: places.limit } : { code: 'try_again' };
