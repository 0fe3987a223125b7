import type { Invitation } from '#core/contract/invitation.ts';
import { Caution } from '../members/caution.tsx';
import { deliveryWords } from './delivery-words.ts';

type NotDeliveredProps = {
  readonly invitations: readonly Invitation[];
  /** Whether the plan limits pending invitations. */
  readonly isLimited: boolean;
};

const several = (count: number, one: string, more: string): string =>
  count === 1 ? one : `${count.toLocaleString('en-US')} ${more}`;

/** `2 emails weren’t delivered, 1 was marked as spam`: an email that was marked as spam was delivered. */
export const problemsInWords = (lost: number, spam: number): string => {
  const marked = spam === 1 ? 'was marked as spam' : 'were marked as spam';
  if (lost === 0) return several(spam, `1 email ${marked}`, `emails ${marked}`);
  const notDelivered = several(lost, '1 email wasn’t delivered', 'emails weren’t delivered');
  return spam === 0 ? notDelivered : `${notDelivered}, ${spam.toLocaleString('en-US')} ${marked}`;
};

/** How many of the emails in the list need someone to look at them. */
export const NotDelivered = ({ invitations, isLimited }: NotDeliveredProps) => {
  const bad = invitations.filter((invitation) => deliveryWords(invitation).bad);
  if (bad.length === 0) return null;
  const spam = bad.filter(({ delivery }) => delivery === 'complained').length;
  const isOne = bad.length === 1;
  const state = isOne ? 'This invitation' : 'These invitations';
  const still = isLimited
    ? `still count${isOne ? 's' : ''} toward your limit`
    : `${isOne ? 'is' : 'are'} still pending`;
  return (
    <Caution title={problemsInWords(bad.length - spam, spam)}>
      {state} {still}. Open {isOne ? 'it' : 'one'} to see what to do.
    </Caution>
  );
};
