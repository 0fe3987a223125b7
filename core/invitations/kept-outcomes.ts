import { emailDomain } from '../contract/email-address.ts';
import type { InvitationResult } from '../contract/invitation.ts';
import { rejections } from '../contract/problems.ts';
import type { newInvitation } from '../table/new-invitation.ts';
import type { Asked } from './candidate.ts';
import { rejected } from './rejection.ts';
import type { Outcome } from './send-once.ts';

const invited = 'invited';

const outcomeOf = (result: InvitationResult): Outcome => {
  if (result.outcome !== 'rejected') return { code: invited };
  const { code, invitationId, limit } = result;
  return { code, invitationId, limit };
};

export const outcomesOf = (results: readonly InvitationResult[]): Outcome[] => results.map(outcomeOf);

const isRejection = (code: string): code is keyof typeof rejections => Object.hasOwn(rejections, code);

/** The answer again, of what was kept and what the same request makes again. */
export const resultsOf = (
  outcomes: readonly Outcome[],
  asked: readonly Asked[],
  offer: ReturnType<typeof newInvitation>,
): InvitationResult[] =>
  asked.map(({ email }, position) => {
    const { code = 'try_again', invitationId, limit } = outcomes[position] ?? {};
    if (!isRejection(code)) return { email, outcome: 'invited', invitation: offer(email, position) };
    const domain = emailDomain(email);
    return rejected(email, code, {
      domain,
      ...(invitationId && { invitationId }),
      ...(limit !== undefined && { limit }),
    });
  });
