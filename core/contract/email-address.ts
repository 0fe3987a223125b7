const longestAddress = 254;
const longestLocalPart = 64;
const longestDomain = 253;
/** Nothing longer is even looked at: far more than an address needs before its domain becomes ASCII. */
const longestInput = 1_000;

// RFC 5321's dot-string. Quoted strings ("ann lee"@x.com) are legal there too, used by nobody, and a way to smuggle characters in.
const atom = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
const localPart = new RegExp(`^${atom}(?:\\.${atom})*$`, 'i');
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
// The last label starts with a letter, which leaves out every way to write an IPv4 address (127.1, 1.0x7f).
const asciiDomain = new RegExp(`^(?:${label}\\.)+(?=[a-z])${label}$`);
const ascii = /^\p{ASCII}+$/u;
// ASCII that no domain has (a URL reads a port, path, user or escape in it), and all that is invisible or turns text around.
const neverInDomain = /[\0-,/:-@[-`{-\x7f]|\p{C}|\p{Z}|\p{Default_Ignorable_Code_Point}/u;

/**
 * The one form in which an email address is stored, compared and mailed: trimmed, lower-case, its domain in ASCII (IDNA).
 * Undefined for what isn't a plain address that SES takes: at most 254 characters, an ASCII dot-string of at most 64 before
 * the @, a domain of two labels or more. `Ann <ann@acme.com>` isn't one. For those, show the input trimmed.
 */
export const emailAddress = (input: string): string | undefined => {
  const trimmed = input.trim();
  const at = trimmed.lastIndexOf('@');
  const local = trimmed.slice(0, Math.max(at, 0));
  // Tested before it is lower-cased: that turns the Kelvin sign into an ASCII k.
  if (local.length > longestLocalPart || !localPart.test(local)) return undefined;
  const domain = canonicalDomain(trimmed.slice(at + 1));
  const address = `${local.toLowerCase()}@${domain}`;
  return domain !== undefined && address.length <= longestAddress ? address : undefined;
};

/**
 * The one form of an allowed email domain: trimmed, lower-case, ASCII (IDNA), two labels or more. Undefined for anything
 * else: a leading `@` or `*.`, a trailing dot, an IP address, a port or path, an underscore.
 */
export const domainName = (input: string): string | undefined => canonicalDomain(input.trim());

const canonicalDomain = (input: string): string | undefined => {
  if (input.length > longestInput || neverInDomain.test(input)) return undefined;
  const domain = ascii.test(input) ? input.toLowerCase() : domainToAscii(input);
  return domain.length <= longestDomain && asciiDomain.test(domain) ? domain : undefined;
};

/**
 * UTS #46 as Node and browsers have it built in; an empty string where it refuses. ASCII never comes here: engines
 * differ in how they judge it, and the console's verdict has to be the API's.
 */
const domainToAscii = (domain: string): string => URL.parse(`http://${domain}`)?.hostname ?? '';

/** What follows the @ of an address that `emailAddress` gave. */
export const emailDomain = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** What addresses that begin like this begin with in their one form; the domain too, where all of it is there. */
export const emailPrefix = (input: string): string => {
  // ASCII only: other case mappings make a k of the Kelvin sign, and no stored address has one.
  const trimmed = input.trim().replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  const at = trimmed.lastIndexOf('@') + 1;
  const domain = at > 0 ? domainName(trimmed.slice(at)) : undefined;
  return domain === undefined ? trimmed : `${trimmed.slice(0, at)}${domain}`;
};

/** Whether an address can begin like this at all. */
export const canBeginAddress = (prefix: string): boolean =>
  prefix.length <= longestAddress && !prefix.slice(prefix.indexOf('@') + 1 || prefix.length).includes('#');

/** `a•••@acme.com`: enough for its owner to recognize the address, always three bullets, so that not even the length shows. */
export const maskEmail = (address: string): string => `${address.slice(0, 1)}•••@${emailDomain(address)}`;

/** Whether an organization may invite the address. No domains allow all; a subdomain is another domain. */
export const isAllowedDomain = (address: string, allowedDomains: readonly string[]): boolean =>
  allowedDomains.length === 0 || allowedDomains.includes(emailDomain(address));
