import type { Call } from './history.ts';

/** A possible state of an invitation. */
type State = { readonly status: string; readonly by: string; readonly sent: number };

const begun: State = { status: 'pending', by: '', sent: 1 };

/** The state that a call gives a pending invitation. */
const done = (state: State, { kind, userId }: Call): State => {
  if (kind === 'accept') return { ...state, status: 'accepted', by: userId };
  if (kind === 'revoke') return { ...state, status: 'revoked' };
  return { ...state, sent: state.sent + 1 };
};

/** The state that a response implies, if it implies one. */
const reportedStatus = ({ answer }: Call): string | undefined => {
  const code: string = answer?.body?.code ?? '';
  if (code === 'invitation_not_pending') return answer?.body.invitationStatus;
  if (answer?.status === 410) return code.replace('invitation_', '');
  const whilePending = ['resend_too_soon', 'resend_limit_reached', 'already_member', 'member_limit_reached'];
  return whilePending.includes(code) ? 'pending' : undefined;
};

const isSeen = (state: State, { answer }: Call): boolean =>
  answer?.body.status === state.status &&
  answer.body.sentCount === state.sent &&
  (answer.body.acceptedBy?.userId ?? '') === state.by;

/** Returns the possible states after a call that took effect in a state. None if its response contradicts the state. */
const after = (state: State, call: Call): State[] => {
  const { answer, kind, userId } = call;
  if (kind === 'look') return isSeen(state, call) ? [state] : [];
  const changed = state.status === 'pending' ? [done(state, call)] : [];
  // Without a response it may have happened or not.
  if (answer === undefined || answer.status === 503) return [...changed, state];
  if (answer.status === 200) {
    const again = kind === 'accept' && state.status === 'accepted' && state.by === userId;
    return again ? [state] : changed;
  }
  const reported = reportedStatus(call);
  return reported === undefined || reported === state.status ? [state] : [];
};

/** Expiry is not a call: it happens to pending invitations by time. */
const byTime = (state: State, { beganAt, endedAt }: Call, expiresAt: number): State[] => {
  if (state.status !== 'pending' || endedAt < expiresAt) return [state];
  const expired = { ...state, status: 'expired' };
  return beganAt >= expiresAt ? [expired] : [state, expired];
};

/**
 * Linearizability check: returns whether the concurrent calls about one invitation fit a sequential order, in which each
 * takes effect between its start and end. Tries all orders.
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
