import type { InvitationResult, RejectedAddress } from '#core/contract/invitation.ts';
import { counted } from './notice-words.ts';
import { whatIsWrong } from './what-is-wrong.ts';

export type OverLimitAddress = Extract<RejectedAddress, { code: 'pending_limit_reached' }>;

/** Returns true if a valid address exceeds the plan's limit. */
export const isOverLimit = (rejected: RejectedAddress): rejected is OverLimitAddress =>
  rejected.code === 'pending_limit_reached';

/** The outcomes of a batch, by what an admin does next. */
type SortedOutcomes = {
  readonly invited: readonly InvitationResult[];
  /** To be fixed, or sent again, one by one. */
  readonly faulty: readonly RejectedAddress[];
  /** Good addresses that the plan has no room for. */
  readonly waiting: readonly OverLimitAddress[];
  /** Of the faulty ones, those that only time ran out for. */
  readonly late: number;
};

export const sortOutcomes = (results: readonly InvitationResult[]): SortedOutcomes => {
  const rejected = results.filter((result) => result.outcome === 'rejected');
  const faulty = rejected.filter((result) => !isOverLimit(result));
  return {
    invited: results.filter(({ outcome }) => outcome !== 'rejected'),
    faulty,
    waiting: rejected.filter(isOverLimit),
    late: faulty.filter(({ code }) => code === 'try_again').length,
  };
};

/** `49 invitations sent. 249 emails not invited.` */
export const summaryWords = ({ invited, faulty, waiting }: SortedOutcomes): string => {
  const sent = `${counted(invited.length, 'invitation')} sent.`;
  const not = faulty.length + waiting.length;
  if (not === 0) return sent;
  return `${invited.length === 0 ? '' : `${sent} `}${counted(not, 'email')} not invited.`;
};

export const outcomeWords = (result: InvitationResult): string => {
  if (result.outcome !== 'rejected') return 'Invitation sent';
  return result.code === 'invalid_email' ? whatIsWrong(result.email) : result.detail;
};
