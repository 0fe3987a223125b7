import { canBeginAddress } from '#core/contract/email-address.ts';
import type { SearchPart } from '#core/contract/name-search.ts';
import { memberKey, membersByAddress, nameWords } from '#core/table/keys.ts';
import { readMember, readMemberEntry, type StoredMember } from '#core/table/member.ts';
import { indexedWord } from '#core/table/member-index.ts';
import { getRecentItems, queryItems } from '#core/table/read.ts';

/** Most members that are read and sorted. Beyond that, filtering the sorted list finds a page faster. */
const mostCandidates = 200;

/** Returns the ids of members whose name has a word with this prefix, or undefined for too many. */
const withWord = async (organizationId: string, word: string): Promise<string[] | undefined> => {
  const { items, last } = await queryItems(nameWords(organizationId, indexedWord(word)), mostCandidates);
  return last === undefined ? items.map((item) => readMemberEntry(item).userId) : undefined;
};

const withAddress = async (organizationId: string, beginning: string): Promise<string[] | undefined> => {
  if (!canBeginAddress(beginning)) return [];
  const query = { index: 'GSI1', ...membersByAddress(organizationId, beginning) } as const;
  const { items, last } = await queryItems(query, mostCandidates);
  return last === undefined ? items.map((item) => readMember(item).userId) : undefined;
};

const longestOf = (words: readonly string[]): string =>
  words.reduce((longest, word) => (word.length > longest.length ? word : longest), '');

/**
 * Returns all members that can match a search: those that match its longest word, or an address that starts with that
 * part. Undefined if there are too many, or if the search has no word.
 */
export const fewCandidates = async (
  organizationId: string,
  parts: readonly SearchPart[],
): Promise<StoredMember[] | undefined> => {
  const longest = longestOf(parts.map(({ words }) => longestOf(words)));
  const part = parts.find(({ words }) => words.includes(longest));
  if (part === undefined) return undefined;
  const found = await Promise.all([
    withWord(organizationId, longest),
    ...part.addresses.map((address) => withAddress(organizationId, address)),
  ]);
  if (found.includes(undefined)) return undefined;
  const userIds = [...new Set(found.flatMap((ids) => ids ?? []))];
  const items = await getRecentItems(userIds.map((userId) => memberKey({ organizationId, userId })));
  return items.flatMap((item) => (item ? [readMember(item)] : []));
};
