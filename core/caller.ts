import { emailAddress } from './contract/email-address.ts';
import type { Instant } from './contract/fields.ts';
import type { Person } from './contract/invitation.ts';
import type { Actor, Origin } from './table/change.ts';

/** Who signed in, as Cognito says in the access token; never taken from the request. */
export type Caller = {
  readonly userId: string;
  /** Normalized, as invitations name addresses. */
  readonly email: string;
  /** Whether Google has verified the address. */
  readonly emailVerified: boolean;
  readonly name: string;
  readonly pictureUrl: string | null;
};

/** One request of a caller: every decision in it uses this instant. */
export type CallerRequest = { readonly caller: Caller; readonly now: Instant; readonly requestId: string };

type Signed = { readonly userId: string; readonly name: string; readonly email: string };

export const personOf = ({ userId, name, email }: Signed): Person & Signed => ({ userId, name, email });

const actorOf = (who: Signed): Actor => ({ type: 'user', ...personOf(who) });

/** Who does it (as a member, where the organization knows them as one), when, in which request. */
export const originOf = (who: Signed, { now, requestId }: CallerRequest): Origin => ({
  at: now,
  by: actorOf(who),
  requestId,
});

// C0, DEL, C1, and the characters that reorder text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: dropping control characters is what this is for.
const dropped = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
const longestName = 200;

/** A person's name as Google gives it, without control characters; what stands before the @ where nothing is left. */
export const personName = (name: string | undefined, email: string): string => {
  const cleaned = [...(name ?? '').toWellFormed().replace(dropped, '').trim()].slice(0, longestName).join('').trim();
  return cleaned === '' ? email.slice(0, Math.max(email.lastIndexOf('@'), 0)) : cleaned;
};

/** What Cognito or its token says of an address; nothing but true means true. */
export const isVerified = (said: unknown): boolean => said === true || said === 'true';

/** An address from Cognito, in its one form where it is one. */
export const callerEmail = (email: string | undefined): string => {
  const given = (email ?? '').trim();
  return emailAddress(given) ?? given.toLowerCase();
};
