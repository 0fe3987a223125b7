import { emailAddress, emailDomain, isAllowedDomain } from '#core/contract/email-address.ts';
import type { Instant } from '#core/contract/fields.ts';
import type { InvitationResult } from '#core/contract/invitation.ts';
import type { AddressClaim } from '#core/table/address.ts';
import type { StoredInvitation } from '#core/table/invitation.ts';
import { rejected } from './rejection.ts';

/** An address as asked for: in its one form, or with the reason why it can't be invited. */
export type Asked = { readonly email: string; readonly rejection: InvitationResult | undefined };

/** A lapsed invitation whose claim is taken over, and whether it is settled as expired already. */
type Lapsed = { readonly invitationId: string; readonly expiresAt: Instant; readonly settled: boolean };

/** An invitation to be stored. */
export type Candidate = { readonly invitation: StoredInvitation; readonly over: Lapsed | undefined };

/** Also the domain rule: an empty list allows all, otherwise one of them must be the whole domain. */
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

/** The addresses in the order given; the same one twice counts once. */
export const askedAddresses = (inputs: readonly string[], allowedDomains: readonly string[]): Asked[] => [
  ...new Map(inputs.map((input) => judgeForm(input, allowedDomains)).map((asked) => [asked.email, asked])).values(),
];

/** Why the claim of an address stands against inviting it; undefined where it is free, or held by a lapsed invitation. */
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

/** The invitation that a claim names, which the caller knows to have lapsed. */
export const lapsedIn = (claim: AddressClaim | undefined): Lapsed | undefined =>
  claim && 'invitationId' in claim ? { ...claim, settled: false } : undefined;
