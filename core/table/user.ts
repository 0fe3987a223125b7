import * as z from 'zod/mini';
import { userKey } from './keys.ts';
import { put, unexpected, type Write } from './write.ts';

const storedUser = z.object({
  userId: z.string(),
  /** Name in the user pool, by which it can be told to sign the person out. */
  username: z.string(),
  email: z.string(),
  name: z.string(),
  pictureUrl: z.nullable(z.string()),
});

/** A person as Google described them at their last visit. */
export type StoredUser = z.infer<typeof storedUser>;

export const readUser = (item: unknown): StoredUser => storedUser.parse(item);

// The last visit wins, whichever arrives last: a profile has no rule to break.
const always = { text: 'attribute_exists(PK) OR attribute_not_exists(PK)' };

export const putUser = (user: StoredUser): Write => ({
  item: put({ ...userKey(user.userId), ...user }, always),
  refusal: unexpected('profile refused'),
});
