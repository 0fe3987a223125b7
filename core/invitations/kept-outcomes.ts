import { emailDomain } from '#core/contract/email-address.ts';
import type { InvitationResult } from '#core/contract/invitation.ts';
import { type RejectionCode, rejections } from '#core/contract/problems.ts';
import type { newInvitation } from '#core/table/new-invitation.ts';
import type { Asked } from './candidate.ts';
import { limitReached, type Rejection, rejected } from './rejection.ts';
import type { Outcome } from './send-once.ts';

const invited = 'invited';

const outcomeOf = (result: InvitationResult): Outcome => {
  if (result.outcome !== 'rejected') return { code: invited };
  if (result.code === 'already_invited') return { code: result.code, invitationId: result.invitationId };
  if (result.code === 'pending_limit_reached') return { code: result.code, limit: result.limit };
  return { code: result.code };
};

export const outcomesOf = (results: readonly InvitationResult[]): Outcome[] => results.map(outcomeOf);

const isRejection = (code: string): code is RejectionCode => Object.hasOwn(rejections, code);

/** Returns the stored rejection, or undefined if the address was invited. */
const rejectionOf = ({ code, invitationId, limit }: Outcome, email: string): Rejection | undefined => {
  if (!isRejection(code)) return undefined;
  switch (code) {
    case 'domain_not_allowed':
      return { code, domain: emailDomain(email) };
    case 'already_invited':
      return invitationId === undefined ? { code: 'try_again' } : { code, invitationId };
    case 'pending_limit_reached':
      return limitReached(limit === undefined ? undefined : { limit });
    default:
      return { code };
  }
};

/** Rebuilds the response from the stored outcomes and the repeated request. */
export const resultsOf = (
  outcomes: readonly Outcome[],
  asked: readonly Asked[],
  offer: ReturnType<typeof newInvitation>,
): InvitationResult[] =>
  asked.map(({ email }, position) => {
    const rejection = rejectionOf(outcomes[position] ?? { code: 'try_again' }, email);
    return rejection ? rejected(email, rejection) : { email, outcome: 'invited', invitation: offer(email, position) };
  });
