import * as z from 'zod/mini';
import { instant } from '#core/contract/fields.ts';
import { addressChange } from '#core/deployment.ts';
import { ConflictError } from '#core/problem.ts';
import { datedAfter, type Moment, unchanged } from './change.ts';
import { userKey } from './keys.ts';
import { always, type Condition, check, put, unexpected, update, type Write } from './write.ts';

const storedUser = z.object({
  userId: z.string(),
  /** Username in the user pool, for signing the person out. */
  username: z.string(),
  /** The last verified address. Absent before the first. */
  email: z.optional(z.string()),
  name: z.string(),
  pictureUrl: z.nullable(z.string()),
  /** The last UTC day of a sign-in or token renewal. Absent before the first. */
  lastSignInOn: z.optional(z.string()),
  /** Instant of the last request to move their memberships to another address. */
  changedAt: z.optional(instant),
});

/** A person with the Google profile of their last sign-in. */
export type StoredUser = z.infer<typeof storedUser>;

/** A person with a verified address. */
export type AddressedUser = StoredUser & { readonly email: string };

export const readUser = (item: unknown): StoredUser => storedUser.parse(item);

const asksToMove = ({ at, requestId }: Moment) => ({ change: addressChange, changedAt: at, requestId });

// The last write wins: the order of concurrent sign-ins does not matter for a profile.
export const putUser = (user: StoredUser): Write => ({
  item: put({ ...userKey(user.userId), ...user, ...unchanged }, always),
  refusal: unexpected('profile refused'),
});

/** Puts the user with another address. The stream record makes record-changes move their memberships. */
export const putUserWithNewAddress = (user: StoredUser, moment: Moment): Write => ({
  item: put({ ...userKey(user.userId), ...user, ...asksToMove(moment) }, always),
  refusal: unexpected('profile refused'),
});

const hasAddress = (email: string): Required<Condition> => ({
  text: '#email = :email',
  names: { '#email': 'email' },
  values: { ':email': email },
});

/** Condition check: this is the person's address. */
export const addressIsStill = ({ userId, email }: AddressedUser): Write => ({
  item: check(userKey(userId), hasAddress(email)),
  refusal: () => new ConflictError(),
});

/**
 * Requests another move of the person's memberships. `changedAt` grows, because DynamoDB writes no stream record for an
 * update that changes nothing: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
 */
export const askToMoveRest = ({ userId, email, changedAt }: AddressedUser, moment: Moment): Write => ({
  item: update(
    userKey(userId),
    { set: asksToMove(changedAt === undefined ? moment : datedAfter(moment, { changedAt })) },
    hasAddress(email),
  ),
  refusal: () => new ConflictError(),
});
