import { emailAddress } from './contract/email-address.ts';
import type { Instant } from './contract/fields.ts';
import type { Person } from './contract/invitation.ts';
import { isVisibleName, withoutControlCharacters } from './contract/names.ts';
import type { Actor, Origin } from './table/change.ts';

/** Who signed in, as Cognito says in the access token; never taken from the request. */
export type Caller = {
  readonly userId: string;
  /** Normalized, as invitations name addresses; as it was given, where it can be no invitation's address. */
  readonly email: string;
  /** Whether Google has verified the address, and it can be an invitation's. */
  readonly emailVerified: boolean;
  /** When Google confirmed who they are; a refreshed token doesn't change it. */
  readonly signedInAt: Instant;
  /** The domain that Google hosts their account for (`hd`), as Google spells it. */
  readonly hostedDomain: string | null;
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

const longestName = 200;

const plainName = (name: string): string =>
  [...withoutControlCharacters(name.toWellFormed()).trim()].slice(0, longestName).join('').trim();

/**
 * Returns a person's name as Google gives it, without control characters and cut to 200 characters. Where a reader would
 * see nothing of it: the part before the @ of their address.
 */
export const personName = (name: string | undefined, email: string): string => {
  const given = plainName(name ?? '');
  return isVisibleName(given) ? given : plainName(email.slice(0, Math.max(email.lastIndexOf('@'), 0)));
};

/** Whether Cognito or its token says that Google has verified an address: only true, as a boolean or as text. */
const isVerified = (said: unknown): boolean => said === true || said === 'true';

/**
 * Returns an address from Cognito in its normalized form. An address that is none of ours (`emailAddress` refuses it)
 * stays as it is and counts as not verified, so that no case mapping makes another person's address of it.
 */
export const callerAddress = (
  given: string | undefined,
  verified: unknown,
): Pick<Caller, 'email' | 'emailVerified'> => {
  const email = emailAddress(given ?? '');
  return email === undefined
    ? { email: given ?? '', emailVerified: false }
    : { email, emailVerified: isVerified(verified) };
};
