const longestAddress = 254;
const longestLocalPart = 64;
const longestDomain = 253;
/** Maximum input length: far more than an address needs before its domain is converted to ASCII. */
const longestInput = 1_000;

// RFC 5321's dot-string. Quoted strings ("ann lee"@x.com) are legal too, but unused, and could smuggle characters.
const atom = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
const localPart = new RegExp(`^${atom}(?:\\.${atom})*$`, 'i');
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
// The last label starts with a letter, which excludes all forms of IPv4 addresses (127.1, 1.0x7f).
const asciiDomain = new RegExp(`^(?:${label}\\.)+(?=[a-z])${label}$`);
const ascii = /^\p{ASCII}+$/u;
// ASCII that domains can't contain (in a URL it starts a port, path, user or escape), and invisible or bidi characters.
const neverInDomain = /[\0-,/:-@[-`{-\x7f]|\p{C}|\p{Z}|\p{Default_Ignorable_Code_Point}/u;

/**
 * Returns the normalized form of an email address, in which it is stored, compared and emailed: trimmed, lowercase,
 * domain in ASCII (IDNA). Undefined for anything that is not a plain address that SES accepts: at most 254 characters,
 * an ASCII dot-string of at most 64 before the @, a domain of at least two labels. `Ann <ann@acme.com>` is invalid.
 */
export const emailAddress = (input: string): string | undefined => {
  const trimmed = input.trim();
  const at = trimmed.lastIndexOf('@');
  const local = trimmed.slice(0, Math.max(at, 0));
  // Tested before lowercasing, which turns the Kelvin sign into an ASCII k.
  if (local.length > longestLocalPart || !localPart.test(local)) return undefined;
  const domain = canonicalDomain(trimmed.slice(at + 1));
  const address = `${local.toLowerCase()}@${domain}`;
  return domain !== undefined && address.length <= longestAddress ? address : undefined;
};

/**
 * Returns the normalized form of an allowed email domain: trimmed, lowercase, ASCII (IDNA), at least two labels. Undefined
 * for anything else: a leading `@` or `*.`, a trailing dot, an IP address, a port or path, an underscore.
 */
export const domainName = (input: string): string | undefined => canonicalDomain(input.trim());

const canonicalDomain = (input: string): string | undefined => {
  if (input.length > longestInput || neverInDomain.test(input)) return undefined;
  const domain = ascii.test(input) ? input.toLowerCase() : domainToAscii(input);
  return domain.length <= longestDomain && asciiDomain.test(domain) ? domain : undefined;
};

/**
 * UTS #46 of Node and browsers; an empty string if it rejects. Not used for ASCII, which engines judge differently:
 * console and API must agree.
 */
const domainToAscii = (domain: string): string => URL.parse(`http://${domain}`)?.hostname ?? '';

/** Returns the domain of a normalized address. */
export const emailDomain = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** Normalizes an address prefix; the domain as well once it is complete. */
export const emailPrefix = (input: string): string => {
  // ASCII only: other case mappings turn the Kelvin sign into k, and no stored address has one.
  const trimmed = input.trim().replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  const at = trimmed.lastIndexOf('@') + 1;
  const domain = at > 0 ? domainName(trimmed.slice(at)) : undefined;
  return domain === undefined ? trimmed : `${trimmed.slice(0, at)}${domain}`;
};

/** Returns whether an address can start with the prefix. */
export const canBeginAddress = (prefix: string): boolean =>
  prefix.length <= longestAddress && !prefix.slice(prefix.indexOf('@') + 1 || prefix.length).includes('#');

/** Masks an address: `a•••@acme.com`. Its owner recognizes it, and three bullets hide the length. */
export const maskEmail = (address: string): string => `${address.slice(0, 1)}•••@${emailDomain(address)}`;

/** Returns whether an organization can invite the address. An empty list allows all; subdomains must be listed. */
export const isAllowedDomain = (address: string, allowedDomains: readonly string[]): boolean =>
  allowedDomains.length === 0 || allowedDomains.includes(emailDomain(address));
