import { SesError } from './ses-error.ts';

/** The bare address of `Ann Lee <ann@example.com>` or `ann@example.com`. */
export const addressIn = (mailbox: string): string => (/<([^<>]*)>\s*$/.exec(mailbox)?.[1] ?? mailbox).trim();

const refusalOf = (mailbox: string): string | undefined => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
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

/** Throws what SES says of an address that it can't send to, from or back to. */
export const checkMailbox = (mailbox: string): void => {
  const refusal = refusalOf(mailbox);
  if (refusal) throw new SesError('InvalidParameterValue', refusal);
};
