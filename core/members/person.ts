import { isUserItem, ownItems } from '#core/table/keys.ts';
import { readMember, type StoredMember } from '#core/table/member.ts';
import { queryAll } from '#core/table/read.ts';
import { readUser, type StoredUser } from '#core/table/user.ts';

type StoredPerson = {
  /** Undefined before the first sign-in. */
  readonly user: StoredUser | undefined;
  readonly memberships: readonly StoredMember[];
};

/** Reads the membership in one organization. */
export const membershipIn = async (organizationId: string, userId: string): Promise<StoredMember | undefined> =>
  (await readPerson(userId)).memberships.find((member) => member.organizationId === organizationId);

/** Reads a person's profile and all their memberships: one request. */
export const readPerson = async (userId: string): Promise<StoredPerson> => {
  const items = await queryAll({ partition: ownItems(userId) });
  return {
    user: items.filter(isUserItem).map(readUser)[0],
    memberships: items.filter((item) => !isUserItem(item)).map(readMember),
  };
};
