import type { Moment } from '#core/table/change.ts';
import { attempt } from '#core/table/commit.ts';
import type { StoredMember } from '#core/table/member.ts';
import { type AddressedUser, askToMoveRest, type StoredUser } from '#core/table/user.ts';
import { moveMembership } from './move-membership.ts';
import { readPerson } from './person.ts';

/** Returns true if another move may begin after `moved` moves. */
type Budget = (moved: number) => boolean;

const hasAddress = (user: StoredUser | undefined): user is AddressedUser => user?.email !== undefined;

/**
 * Moves memberships to the person's address, one after another: each transaction checks the user item, and DynamoDB
 * cancels overlapping transactions on one item. Moves beyond the budget are left to record-changes. Returns the
 * memberships that keep another address.
 */
export const moveMemberships = async (
  person: AddressedUser,
  memberships: readonly StoredMember[],
  moment: Moment,
  mayGoOn: Budget,
): Promise<StoredMember[]> => {
  const stay: StoredMember[] = [];
  let moved = 0;
  for (const member of memberships) {
    if (!mayGoOn(moved)) {
      await attempt([askToMoveRest(person, moment)]);
      break;
    }
    if (await moveMembership(person, member, moment)) moved += 1;
    else stay.push(member);
  }
  return stay;
};

/**
 * A pass of record-changes moves this many, so that the records of others don't wait for one person's organizations.
 */
const movesAtOnce = 25;

/**
 * Moves a person's memberships to the person's current address. A pass that leaves some requests another pass, but only
 * after it has moved some, so the passes end. Idempotent.
 */
export const followAddress = async (userId: string, moment: Moment): Promise<void> => {
  const { user, memberships } = await readPerson(userId);
  if (!hasAddress(user)) return;
  const elsewhere = memberships.filter(({ email }) => email !== user.email);
  await moveMemberships(user, elsewhere, moment, (moved) => moved < movesAtOnce);
};
