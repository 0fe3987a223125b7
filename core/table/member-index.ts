import { wordsOf } from '#core/contract/name-search.ts';
import { joinedKey, type Key, memberNameIndexKey, nameWordKey } from './keys.ts';
import type { StoredMember } from './member.ts';
import { always, put, remove, unexpected, type Write } from './write.ts';

type Named = Pick<StoredMember, 'organizationId' | 'userId' | 'name'>;

/** Fits into a sort key: 1,024 bytes, at most 4 per letter. Longer names with the same start sort by id. */
const longestSortedName = 200;
/** Indexed prefix of a word. Searches check the rest on the member itself. */
const longestWord = 64;

const shortened = (text: string, most: number): string => text.slice(0, most).toWellFormed();

/** The part of a word that the index has. */
export const indexedWord = (word: string): string => shortened(word, longestWord);

/** Index keys of a member, by which lists are sorted by name. */
export const nameIndexKey = (member: Named) =>
  memberNameIndexKey(member, shortened(wordsOf(member.name).join(' '), longestSortedName));

const wordKeys = ({ organizationId, userId, name }: Named): Key[] =>
  [...new Set(wordsOf(name).map(indexedWord))].map((word) => nameWordKey(organizationId, word, userId));

const putEntry = (key: Key, userId: string): Write => ({
  item: put({ ...key, userId }, always),
  refusal: unexpected('entry of a member refused'),
});

const deleteEntry = (key: Key): Write => ({
  item: remove(key, always),
  refusal: unexpected('entry of a member refused'),
});

/**
 * Index entries of a member: one per word of the name, and one in the order of joining. They belong in the transaction
 * that writes the member: its condition on the old name keeps them consistent with the name.
 */
export const putEntries = (member: Pick<StoredMember, 'joinedAt'> & Named): Write[] =>
  [...wordKeys(member), joinedKey(member)].map((key) => putEntry(key, member.userId));

/** Moves a member's entries to another name. Also puts those that a member of release 0.1.0 never had. */
export const renameEntries = (member: StoredMember, name: string): Write[] => {
  const renamed = { ...member, name };
  const kept = new Set(wordKeys(renamed).map(({ SK }) => SK));
  return [
    ...wordKeys(member)
      .filter(({ SK }) => !kept.has(SK))
      .map(deleteEntry),
    ...putEntries(renamed),
  ];
};

export const deleteEntries = (member: StoredMember): Write[] =>
  [...wordKeys(member), joinedKey(member)].map(deleteEntry);
