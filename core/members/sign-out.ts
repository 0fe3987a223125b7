import { isUserItem, ownItems } from '#core/table/keys.ts';
import { queryAll } from '#core/table/read.ts';
import { readUser } from '#core/table/user.ts';

/** Signs a person out everywhere when no organization is left to them. `signOut` takes their name in the user pool. */
export const signOutWithoutOrganization = async (
  userId: string,
  signOut: (username: string) => Promise<void>,
): Promise<void> => {
  const items = await queryAll({ partition: ownItems(userId) });
  const user = items.filter(isUserItem).map(readUser)[0];
  if (user && items.length === 1) await signOut(user.username);
};
