import { type ParsedAddresses, parseAddresses } from './parse-addresses.ts';

/** A list of addresses after a text was added to it. */
export type TakenAddresses = ParsedAddresses & {
  /** Number of addresses that the text added. */
  readonly added: number;
};

/** Adds the addresses of a text to a list. Those that are in the list already are duplicates. */
export const takeAddresses = (before: readonly string[], text: string): TakenAddresses => {
  const parsed = parseAddresses(text);
  const known = new Set(before);
  const fresh = parsed.emails.filter((email) => !known.has(email));
  return {
    ...parsed,
    emails: [...before, ...fresh],
    added: fresh.length,
    duplicates: parsed.duplicates + parsed.emails.length - fresh.length,
  };
};
