import { withoutInvisible } from '#console/text/visible-text.ts';
import { entriesIn, hasText } from './cells.ts';
import { plainText } from './plain-text.ts';
import { addressesInCell, type Found } from './tokens.ts';

export type ParsedAddresses = {
  /** Each once, in the order of the text: in its one form, or as it is written where it is no valid address. */
  readonly emails: readonly string[];
  /** Entries without an address, as a person sees them: what is between two separators, or a line. */
  readonly leftOut: readonly string[];
  /** Number of entries that repeat an earlier address. */
  readonly duplicates: number;
  /** True if entries have more than names and addresses, such as other columns. */
  readonly otherText: boolean;
};

const longestLeftOut = 200;

const shown = (text: string): string =>
  withoutInvisible(text)
    .replaceAll(/\p{White_Space}+/gu, ' ')
    .replace(/^[ ,]+|[ ,]+$/g, '')
    .replace(/^"([^"]*)"$|^'([^']*)'$/, '$1$2')
    .trim()
    .slice(0, longestLeftOut);

const mostWords = 4;
const inAngleBrackets = /<([^<>]*@[^<>]*)>?/;

/** A faulty address with the words that may belong to it, as in `ann @acme.com`. */
const faultyWithWords = (cell: string, faulty: readonly Found[]): readonly Found[] => {
  const text = shown(inAngleBrackets.exec(cell)?.[1] ?? cell);
  const isOne = /^[^@,;|\n]*@[^@,;|\n]*$/.test(cell) && text.split(' ').length <= mostWords;
  return isOne ? [{ email: text, valid: false }] : faulty;
};

/** Returns the addresses of an entry. Words before an address in `< >` are its name. */
const readEntry = (cells: readonly string[]) => {
  const read = cells.map((cell) => {
    const { found, words } = addressesInCell(cell);
    const isFaulty = found.length > 0 && !found.some(({ valid }) => valid);
    return {
      found: isFaulty && words ? faultyWithWords(cell, found) : found,
      otherText: words && !(found.length > 0 && /[<(]/.test(cell)) && !(isFaulty && found.length === 1),
    };
  });
  return {
    text: shown(
      cells
        .map((cell) => cell.trim())
        .filter(hasText)
        .join(' '),
    ),
    emails: [...new Set(read.flatMap(({ found }) => found.map(({ email }) => email)))],
    otherText: read.some(({ otherText }) => otherText),
  };
};

/**
 * The addresses in a text as people paste it: a list of recipients, rows of a spreadsheet or a CSV file, a chat, a
 * page. Removes the characters that enclose an address. Keeps invalid text with an @, so that a person can correct
 * it. Entries without an @ are left out, unless there is no @ in any: then they are what was typed, and are kept too.
 */
export const parseAddresses = (text: string): ParsedAddresses => {
  const entries = entriesIn(plainText(text)).map(readEntry);
  const withAddress = entries.filter(({ emails }) => emails.length > 0);
  const without = entries.filter(({ emails }) => emails.length === 0).map((entry) => entry.text);
  if (withAddress.length === 0)
    return {
      emails: [...new Set(without)].filter((entry) => entry !== ''),
      leftOut: [],
      duplicates: 0,
      otherText: false,
    };
  const all = withAddress.flatMap(({ emails }) => emails);
  const emails = [...new Set(all)];
  return {
    emails,
    leftOut: without.filter((entry) => entry !== ''),
    duplicates: all.length - emails.length,
    otherText: withAddress.some(({ otherText }) => otherText),
  };
};
