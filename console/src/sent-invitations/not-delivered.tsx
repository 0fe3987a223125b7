import { Caution } from '#console/ui/caution.tsx';
import type { Invitation } from '#core/contract/invitation.ts';
import { deliveryWords } from './delivery-words.ts';
import { problemsInWords } from './problems-in-words.ts';

type NotDeliveredProps = {
  readonly invitations: readonly Invitation[];
  /** Whether the plan limits pending invitations. */
  readonly isLimited: boolean;
};

/** Counts the emails in the list that need attention. */
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
