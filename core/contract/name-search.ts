import { emailPrefix } from './email-address.ts';

// Letters that Unicode does not decompose into a base letter and an accent.
const plainLetters: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ł: 'l',
  þ: 'th',
};

const withoutAccents = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '');

// To lower case first: the capital ẞ has no other upper case, and ß becomes SS.
const foldedCase = (text: string): string => text.toLowerCase().toUpperCase().toLowerCase();

/** Returns the text as searches compare it: without case and accents. */
const foldedText = (text: string): string =>
  withoutAccents(foldedCase(withoutAccents(text))).replace(/[æœøđðħłþ]/g, (letter) => plainLetters[letter] ?? letter);

/** Words that are searched of one name. Google gives none so long; the items of a name have to fit one transaction. */
const mostWords = 40;

/** Returns the distinct words of a text, folded. Words consist of letters and digits. */
export const wordsOf = (text: string): string[] =>
  [...new Set(foldedText(text).match(/[\p{L}\p{Nd}]+/gu))].slice(0, mostWords);

/** A part of a search: what is between spaces. */
export type SearchPart = {
  /** Prefixes of an address. One of them must match. */
  readonly addresses: readonly string[];
  /** Prefixes of words in a name. All of them must match. */
  readonly words: readonly string[];
};

export const searchParts = (search: string): SearchPart[] =>
  search
    .split(/\s+/u)
    .filter((part) => part !== '')
    .map((part) => ({ addresses: [...new Set([emailPrefix(part), foldedText(part)])], words: wordsOf(part) }));

type Searched = { readonly email: string; readonly name: string };

/** Returns true if every part is a prefix of the address, or if all its words are prefixes of words in the name. */
export const matchesSearch = (parts: readonly SearchPart[], { email, name }: Searched): boolean => {
  const nameWords = wordsOf(name);
  return parts.every(
    ({ addresses, words }) =>
      addresses.some((address) => email.startsWith(address)) ||
      words.every((word) => nameWords.some((nameWord) => nameWord.startsWith(word))),
  );
};
