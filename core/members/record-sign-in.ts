import type { Caller } from '#core/caller.ts';
import type { Instant } from '#core/contract/fields.ts';
import { ConflictError } from '#core/problem.ts';
import { retryOnConflict } from '#core/retry.ts';
import type { Moment } from '#core/table/change.ts';
import { attempt } from '#core/table/commit.ts';
import { describeMember, type StoredMember } from '#core/table/member.ts';
import { putUser, putUserWithNewAddress, type StoredUser } from '#core/table/user.ts';
import { moveMemberships } from './move-memberships.ts';
import { membershipIn, readPerson } from './person.ts';

/** A person as Cognito knows them after Google has signed them in. */
export type SignedIn = Omit<Caller, 'signedInAt' | 'hostedDomain'> & { readonly username: string };

type Look = Pick<StoredUser, 'name' | 'pictureUrl'>;

const looksLike = (one: Look, other: Look): boolean => one.name === other.name && one.pictureUrl === other.pictureUrl;

const sameUser = (one: StoredUser | undefined, other: StoredUser): boolean =>
  one !== undefined &&
  looksLike(one, other) &&
  one.email === other.email &&
  one.username === other.username &&
  one.lastSignInOn === other.lastSignInOn;

const dayOf = (at: Instant): string => at.slice(0, 'yyyy-mm-dd'.length);

/** An address that is not verified changes nothing: the last one that was stays. */
const userOf = (
  { userId, username, email, emailVerified, name, pictureUrl }: SignedIn,
  { at }: Moment,
  known?: StoredUser,
) => ({
  userId,
  username,
  name,
  pictureUrl,
  email: emailVerified ? email : known?.email,
  // Two sign-ins at midnight may be recorded in either order.
  lastSignInOn: dayOf(at) > (known?.lastSignInOn ?? '') ? dayOf(at) : known?.lastSignInOn,
});

/** Retries when a concurrent sign-in renames the member. Does nothing if the member was removed. */
const describe = (seen: StoredMember, look: Look): Promise<void> =>
  retryOnConflict(async (attemptNumber) => {
    const member = attemptNumber === 1 ? seen : await membershipIn(seen.organizationId, seen.userId);
    if (member === undefined || looksLike(member, look)) return;
    const refused = await attempt(describeMember(member, look));
    if (refused.length > 0) throw new ConflictError();
  });

const describeAll = (members: readonly StoredMember[], look: Look): Promise<unknown> =>
  Promise.all(members.map((member) => describe(member, look)));

/**
 * Stores a person's profile as Google gives it, shows its name and picture in all their organizations, and moves their
 * memberships to their verified address. Writes only what differs. `hasTime` returns false when no further organization
 * should begin: record-changes moves the rest.
 */
export const recordSignIn = async (person: SignedIn, moment: Moment, hasTime: () => boolean): Promise<void> => {
  const { user: known, memberships } = await readPerson(person.userId);
  const user = userOf(person, moment, known);
  const elsewhere = person.emailVerified ? memberships.filter(({ email }) => email !== person.email) : [];
  // Also without memberships to move: one that is being made by accepting with the old address follows then.
  const isOtherAddress = user.email !== known?.email && (known !== undefined || elsewhere.length > 0);
  if (!sameUser(known, user)) await attempt([isOtherAddress ? putUserWithNewAddress(user, moment) : putUser(user)]);
  const changedAt = isOtherAddress ? moment.at : known?.changedAt;
  await describeAll(
    memberships.filter((member) => !elsewhere.includes(member)),
    user,
  );
  const { email } = person;
  await describeAll(await moveMemberships({ ...user, email, changedAt }, elsewhere, moment, hasTime), user);
};
