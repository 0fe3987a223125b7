import { SesError } from './ses-error.ts';

/** Returns the address of `Ann Lee <ann@example.com>` or `ann@example.com`. */
export const addressIn = (mailbox: string): string => (/<([^<>]*)>\s*$/.exec(mailbox)?.[1] ?? mailbox).trim();

const errorOf = (mailbox: string): string | undefined => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finds control characters.
  if (/[\x00-\x1f\x7f]/.test(mailbox)) return 'Address contains control characters';
  const address = addressIn(mailbox);
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  if (at < 0 || domain === '') return "Missing final '@domain'";
  if (local === '') return `User name is missing: '${address}'`;
  if (/[^ -~]/.test(local)) return 'Local address contains non-ASCII characters';
  if (/\s/.test(local) && !/^".*"$/.test(local)) return 'Local address contains control or whitespace';
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(domain)) return 'Domain contains illegal character';
  if (/[^ -~]/.test(mailbox)) return 'Non-ASCII display name must be MIME encoded';
  return undefined;
};

/** Throws SES's error for an invalid recipient, sender or Reply-To address. */
export const checkMailbox = (mailbox: string): void => {
  const message = errorOf(mailbox);
  if (message) throw new SesError('InvalidParameterValue', message);
};
