import type { Call } from './history.ts';

/** An invitation as it may have been at one moment. */
type State = { readonly status: string; readonly by: string; readonly sent: number };

const begun: State = { status: 'pending', by: '', sent: 1 };

/** What a call makes of an invitation that waits. */
const done = (state: State, { kind, userId }: Call): State => {
  if (kind === 'accept') return { ...state, status: 'accepted', by: userId };
  if (kind === 'revoke') return { ...state, status: 'revoked' };
  return { ...state, sent: state.sent + 1 };
};

/** What an invitation must be for an answer that says what it is; nothing for one that says nothing of it. */
const statusTold = ({ answer }: Call): string | undefined => {
  const code: string = answer?.body?.code ?? '';
  if (code === 'invitation_not_pending') return answer?.body.invitationStatus;
  if (answer?.status === 410) return code.replace('invitation_', '');
  const whilePending = [
    'resend_too_soon',
    'resend_limit_reached',
    'recipient_limit_reached',
    'already_member',
    'member_limit_reached',
  ];
  return whilePending.includes(code) ? 'pending' : undefined;
};

const isSeen = (state: State, { answer }: Call): boolean =>
  answer?.body.status === state.status &&
  answer.body.sentCount === state.sent &&
  (answer.body.acceptedBy?.userId ?? '') === state.by;

/** What an invitation may be after a call, if that took effect at one moment while it was as given. None where its answer is not true of that. */
const after = (state: State, call: Call): State[] => {
  const { answer, kind, userId } = call;
  if (kind === 'look') return isSeen(state, call) ? [state] : [];
  const changed = state.status === 'pending' ? [done(state, call)] : [];
  // Nobody was told whether it happened.
  if (answer === undefined || answer.status === 503) return [...changed, state];
  if (answer.status === 200) {
    const again = kind === 'accept' && state.status === 'accepted' && state.by === userId;
    return again ? [state] : changed;
  }
  const told = statusTold(call);
  return told === undefined || told === state.status ? [state] : [];
};

/** Expiry is nobody's call: it comes with the time, to whatever waits. */
const byTime = (state: State, { beganAt, endedAt }: Call, expiresAt: number): State[] => {
  if (state.status !== 'pending' || endedAt < expiresAt) return [state];
  const expired = { ...state, status: 'expired' };
  return beganAt >= expiresAt ? [expired] : [state, expired];
};

/**
 * Whether the calls about one invitation, many at once, can have happened one after another, each at one moment between its beginning and its
 * end, so that every answer was true then: linearizability, by trying all orders.
 */
export const wereOneAfterAnother = (calls: readonly Call[], expiresAt: number): boolean => {
  const ordered = calls.toSorted((a, b) => a.began - b.began);
  const seen = new Set<string>();
  const canEnd = (left: readonly Call[], state: State): boolean => {
    if (left.length === 0) return true;
    const place = JSON.stringify([left.map(({ began }) => began), state]);
    if (seen.has(place)) return false;
    seen.add(place);
    const firstEnd = Math.min(...left.map(({ ended }) => ended));
    const next = left.filter(({ began }) => began < firstEnd);
    return next.some((call) =>
      byTime(state, call, expiresAt)
        .flatMap((then) => after(then, call))
        .some((then) =>
          canEnd(
            left.filter((one) => one !== call),
            then,
          ),
        ),
    );
  };
  return canEnd(ordered, begun);
};
