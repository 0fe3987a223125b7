import type { Caller } from './caller.ts';
import { domainName, emailDomain } from './contract/email-address.ts';
import type { Instant } from './contract/fields.ts';
import { recentSignInSeconds } from './contract/recent-sign-in.ts';
import { instantAfter } from './instant.ts';

/** Returns true if the caller signed in with Google within the last 12 hours. Refreshing tokens doesn't count. */
export const hasSignedInRecently = ({ signedInAt }: Pick<Caller, 'signedInAt'>, now: Instant): boolean =>
  signedInAt > instantAfter(now, -recentSignInSeconds);

const googleDomains: ReadonlySet<string> = new Set(['gmail.com', 'googlemail.com']);

/**
 * Returns true if Google hosts the caller's mailbox. For any other address, "verified" can be years old.
 * https://developers.google.com/identity/gsi/web/guides/verify-google-id-token
 */
export const isGoogleAuthoritative = ({ email, hostedDomain }: Pick<Caller, 'email' | 'hostedDomain'>): boolean => {
  const domain = emailDomain(email);
  return googleDomains.has(domain) || (hostedDomain !== null && domainName(hostedDomain) === domain);
};
