import { emailAddress } from './contract/email-address.ts';
import type { Instant } from './contract/fields.ts';
import type { Person } from './contract/invitation.ts';
import { isVisibleName, withoutControlCharacters } from './contract/names.ts';
import type { Actor, Origin } from './table/change.ts';

/** The signed-in person, from the claims of the access token, never from the request. */
export type Caller = {
  readonly userId: string;
  /** Normalized like the addresses of invitations; unchanged if it can't be invited. */
  readonly email: string;
  /** True if Google has verified the address and it can be invited. */
  readonly emailVerified: boolean;
  /** When Google confirmed who they are; a refreshed token doesn't change it. */
  readonly signedInAt: Instant;
  /** The domain that Google hosts their account for (`hd`), as Google spells it. */
  readonly hostedDomain: string | null;
  readonly name: string;
  readonly pictureUrl: string | null;
};

/** A request of a caller, with the instant that every decision uses. */
export type CallerRequest = { readonly caller: Caller; readonly now: Instant; readonly requestId: string };

type Signed = { readonly userId: string; readonly name: string; readonly email: string };

export const personOf = ({ userId, name, email }: Signed): Person & Signed => ({ userId, name, email });

const actorOf = (who: Signed): Actor => ({ type: 'user', ...personOf(who) });

/** Returns the origin of a change: actor (as a member if possible), instant, request. */
export const originOf = (who: Signed, { now, requestId }: CallerRequest): Origin => ({
  at: now,
  by: actorOf(who),
  requestId,
});

const longestName = 200;

const plainName = (name: string): string =>
  [...withoutControlCharacters(name.toWellFormed()).trim()].slice(0, longestName).join('').trim();

/**
 * Returns a person's Google name without control characters, cut to 200 characters. If nothing of it is visible, returns
 * the part before the @ of their address.
 */
export const personName = (name: string | undefined, email: string): string => {
  const given = plainName(name ?? '');
  return isVisibleName(given) ? given : plainName(email.slice(0, Math.max(email.lastIndexOf('@'), 0)));
};

/** Returns whether Cognito or its token marks an address as verified: only true, as a boolean or text. */
const isVerified = (said: unknown): boolean => said === true || said === 'true';

/**
 * Returns the normalized form of an address from Cognito. An address that `emailAddress` rejects stays as it is and
 * counts as not verified, so that no case mapping turns it into another person's.
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
