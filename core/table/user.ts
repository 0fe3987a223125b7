import * as z from 'zod/mini';
import { instant } from '#core/contract/fields.ts';
import { addressChange } from '#core/deployment.ts';
import { ChangedMeanwhile } from '#core/problem.ts';
import { datedAfter, type Moment, unchanged } from './change.ts';
import { userKey } from './keys.ts';
import { always, type Condition, check, put, unexpected, update, type Write } from './write.ts';

const storedUser = z.object({
  userId: z.string(),
  /** Name in the user pool, by which it can be told to sign the person out. */
  username: z.string(),
  /** The last address that Google had verified. Absent before the first. */
  email: z.optional(z.string()),
  name: z.string(),
  pictureUrl: z.nullable(z.string()),
  /** The last day, in UTC, on which they signed in or renewed their tokens. Absent before the first. */
  lastSignInOn: z.optional(z.string()),
  /** When their memberships were last asked to follow them to another address. */
  changedAt: z.optional(instant),
});

/** A person as Google described them at their last sign-in. */
export type StoredUser = z.infer<typeof storedUser>;

/** A person whose address is known. */
export type AddressedUser = StoredUser & { readonly email: string };

export const readUser = (item: unknown): StoredUser => storedUser.parse(item);

const asksToMove = ({ at, requestId }: Moment) => ({ change: addressChange, changedAt: at, requestId });

// The last write wins, whichever sign-in it is of: a profile has no rule to break.
export const putUser = (user: StoredUser): Write => ({
  item: put({ ...userKey(user.userId), ...user, ...unchanged }, always),
  refusal: unexpected('profile refused'),
});

/** Puts the user with another address: the stream record makes record-changes move their memberships to it. */
export const putUserWithNewAddress = (user: StoredUser, moment: Moment): Write => ({
  item: put({ ...userKey(user.userId), ...user, ...asksToMove(moment) }, always),
  refusal: unexpected('profile refused'),
});

const hasAddress = (email: string): Required<Condition> => ({
  text: '#email = :email',
  names: { '#email': 'email' },
  values: { ':email': email },
});

/** Only a condition: this is the person's address. */
export const addressIsStill = ({ userId, email }: AddressedUser): Write => ({
  item: check(userKey(userId), hasAddress(email)),
  refusal: () => new ChangedMeanwhile(),
});

/**
 * Asks once more to move the person's memberships. `changedAt` grows, because DynamoDB makes no stream record of an
 * update that changes nothing: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
 */
export const askToMoveRest = ({ userId, email, changedAt }: AddressedUser, moment: Moment): Write => ({
  item: update(
    userKey(userId),
    { set: asksToMove(changedAt === undefined ? moment : datedAfter(moment, { changedAt })) },
    hasAddress(email),
  ),
  refusal: () => new ChangedMeanwhile(),
});
