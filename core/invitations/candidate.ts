import { emailAddress, emailDomain, isAllowedDomain } from '#core/contract/email-address.ts';
import type { Instant } from '#core/contract/fields.ts';
import type { InvitationResult } from '#core/contract/invitation.ts';
import type { AddressClaim } from '#core/table/address.ts';
import type { StoredInvitation } from '#core/table/invitation.ts';
import { rejected } from './rejection.ts';

/** An address of the request: normalized, or rejected. */
export type Asked = { readonly email: string; readonly rejection: InvitationResult | undefined };

/** An expired invitation whose claim is taken over. `settled` if it is finalized already. */
type Lapsed = { readonly invitationId: string; readonly expiresAt: Instant; readonly settled: boolean };

/** An invitation to store. */
export type Candidate = { readonly invitation: StoredInvitation; readonly over: Lapsed | undefined };

/** Checks syntax and domain. An empty list allows all domains; otherwise one must equal the whole domain. */
const judgeForm = (input: string, allowedDomains: readonly string[]): Asked => {
  const email = emailAddress(input);
  if (email === undefined) {
    const trimmed = input.trim().toWellFormed();
    return { email: trimmed, rejection: rejected(trimmed, { code: 'invalid_email' }) };
  }
  const allowed = isAllowedDomain(email, allowedDomains);
  return {
    email,
    rejection: allowed ? undefined : rejected(email, { code: 'domain_not_allowed', domain: emailDomain(email) }),
  };
};

/** Returns the addresses in the order of the request, without duplicates. */
export const askedAddresses = (inputs: readonly string[], allowedDomains: readonly string[]): Asked[] => [
  ...new Map(inputs.map((input) => judgeForm(input, allowedDomains)).map((asked) => [asked.email, asked])).values(),
];

/**
 * Returns the rejection because of an address claim. Undefined without a claim, or with that of an expired
 * invitation.
 */
export const judgeClaim = (
  email: string,
  claim: AddressClaim | undefined,
  now: Instant,
): InvitationResult | undefined => {
  if (claim === undefined) return undefined;
  if ('userId' in claim) return rejected(email, { code: 'already_member' });
  const { invitationId, expiresAt } = claim;
  return expiresAt <= now ? undefined : rejected(email, { code: 'already_invited', invitationId });
};

/** Returns the invitation of a claim that the caller knows to be stale. */
export const lapsedIn = (claim: AddressClaim | undefined): Lapsed | undefined =>
  claim && 'invitationId' in claim ? { ...claim, settled: false } : undefined;
