import { randomUUID } from 'node:crypto';
import type { Caller } from '#core/caller.ts';
import type { Instant } from '#core/contract/fields.ts';
import { recordSignIn } from '#core/members/record-sign-in.ts';
import { present } from './organization.ts';

/** Returns the username of a person in the user pool. */
export const usernameOf = ({ userId }: Pick<Caller, 'userId'>): string => `google_${userId}`;

type Options = {
  readonly at?: Instant;
  readonly username?: string;
  /** @default unlimited */
  readonly hasTime?: () => boolean;
};

/** Records a sign-in with the person's current Google profile. */
export const signedIn = (
  person: Caller,
  { at = present(), username = usernameOf(person), hasTime = () => true }: Options = {},
): Promise<void> => recordSignIn({ ...person, username }, { at, requestId: randomUUID() }, hasTime);
