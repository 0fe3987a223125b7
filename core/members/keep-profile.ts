import { attempt } from '#core/table/commit.ts';
import { isUserItem, ownItems } from '#core/table/keys.ts';
import { describeMember, readMember, type StoredMember } from '#core/table/member.ts';
import { queryAll } from '#core/table/read.ts';
import { putUser, readUser, type StoredUser } from '#core/table/user.ts';

const looksLike = (one: Pick<StoredUser, 'name' | 'pictureUrl'>, other: Pick<StoredUser, 'name' | 'pictureUrl'>) =>
  one.name === other.name && one.pictureUrl === other.pictureUrl;

const sameUser = (one: StoredUser | undefined, other: StoredUser) =>
  one !== undefined && looksLike(one, other) && one.email === other.email && one.username === other.username;

/** Keeps a person's profile as Google gives it, and shows its name and picture in all their organizations. Writes only what differs. */
export const keepProfile = async (profile: StoredUser): Promise<void> => {
  const items = await queryAll({ partition: ownItems(profile.userId) });
  const known = items.filter(isUserItem).map(readUser)[0];
  const memberships: StoredMember[] = items.filter((item) => !isUserItem(item)).map(readMember);
  const outdated = memberships.filter((member) => !looksLike(member, profile));
  if (!sameUser(known, profile)) await attempt([putUser(profile)]);
  // Refused for a member who was removed meanwhile: then there is nothing to keep.
  await Promise.all(outdated.map((member) => attempt([describeMember(member, profile)])));
};
