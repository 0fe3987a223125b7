import * as z from 'zod';

const longestAddress = 254;
const longestLocalPart = 64;
const longestDomain = 253;
/** Nothing longer is even looked at: far more than any address needs before its domain becomes ASCII. */
const longestInput = 1_000;

// RFC 5321's dot-string. Quoted strings ("ann lee"@x.com) are legal there, used by nobody, and a way to smuggle characters.
const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
// The last label starts with a letter, which leaves out every way to write an IPv4 address (127.1, 1.0x7f).
const asciiDomain = new RegExp(`^(?:${label}\\.)+(?=[a-z])${label}$`);
const ascii = /^\p{ASCII}+$/u;
// ASCII that no domain has (URL would read a port, path, user or escape in it), and all that is invisible or turns text around.
const neverInDomain = /[\0-,/:-@[-`{-\x7f]|\p{C}|\p{Z}|\p{Default_Ignorable_Code_Point}/u;

/**
 * The one form in which an email address is stored, compared and mailed: trimmed, lower-case, its domain in ASCII (IDNA).
 * Undefined for what isn't a plain address that SES takes: at most 254 characters, an ASCII dot-string before the @ (64 at most),
 * a domain of two labels or more. `Ann <ann@acme.com>` isn't one. The trimmed input is what to show for those.
 */
export const emailAddress = (input: string): string | undefined => {
  const trimmed = input.trim();
  if (trimmed.length > longestInput) return undefined;
  const at = trimmed.lastIndexOf('@');
  const local = trimmed.slice(0, Math.max(at, 0));
  // Tested before lower-casing, which turns the Kelvin sign into an ASCII k.
  if (local.length > longestLocalPart || !localPart.test(local)) return undefined;
  const domain = domainName(trimmed.slice(at + 1));
  if (domain === undefined) return undefined;
  const address = `${local.toLowerCase()}@${domain}`;
  return address.length <= longestAddress && !/\s$/.test(trimmed.slice(0, at + 1)) ? address : undefined;
};

/**
 * The one form of a domain, as an allowed email domain or after the @: trimmed, lower-case, ASCII (IDNA), two labels or more.
 * Undefined for anything else: a leading `@` or `*.`, a trailing dot, an IP address, a port or path, an underscore.
 */
export const domainName = (input: string): string | undefined => {
  const trimmed = input.trim();
  if (trimmed.length > longestInput || neverInDomain.test(trimmed)) return undefined;
  const domain = ascii.test(trimmed) ? trimmed.toLowerCase() : domainToAscii(trimmed);
  return domain.length <= longestDomain && asciiDomain.test(domain) ? domain : undefined;
};

/** UTS #46 as Node and browsers have it built in; an empty string where it refuses. ASCII never comes here: engines differ in how they judge it. */
const domainToAscii = (domain: string): string => URL.parse(`http://${domain}`)?.hostname ?? '';
