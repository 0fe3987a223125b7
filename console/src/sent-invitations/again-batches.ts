import type { Invitation, InvitationResult } from '#core/contract/invitation.ts';
import { deliveryWords } from './delivery-words.ts';

/** Invitations to send again in one batch: the guide has one per role and teams. */
export type AgainBatch = Pick<Invitation, 'role' | 'teamIds'> & { readonly invitations: readonly Invitation[] };

/** Whether inviting again replaces nothing, or a pending invitation whose email did not arrive. */
export const canInviteAgain = (invitation: Invitation): boolean =>
  invitation.status !== 'accepted' && (invitation.status !== 'pending' || deliveryWords(invitation).bad);

/** One batch per combination of role and teams. Of several invitations to an address, the first counts: the newest. */
export const againBatches = (invitations: readonly Invitation[]): AgainBatch[] => {
  const byEmail = new Map(invitations.toReversed().map((invitation) => [invitation.email, invitation]));
  const newest = invitations.filter((invitation) => byEmail.get(invitation.email) === invitation);
  const groups = Map.groupBy(newest, ({ role, teamIds }) => [role, ...teamIds.toSorted()].join(' '));
  return [...groups.values()].flatMap((group) =>
    group[0] === undefined ? [] : [{ role: group[0].role, teamIds: group[0].teamIds, invitations: group }],
  );
};

/** Result of a dry run for one invitation. */
export type Judged = { readonly invitation: Invitation; readonly why: string | undefined };

/** Why each can't be sent again. That an undelivered one is still pending is no reason: it is revoked first. */
export const judgeBatch = ({ invitations }: AgainBatch, results: readonly InvitationResult[]): Judged[] => {
  const byEmail = new Map(results.map((result) => [result.email, result]));
  return invitations.map((invitation) => {
    const result = byEmail.get(invitation.email);
    const isItself =
      invitation.status === 'pending' &&
      result?.outcome === 'rejected' &&
      result.code === 'already_invited' &&
      result.invitationId === invitation.id;
    return { invitation, why: result?.outcome === 'rejected' && !isItself ? result.detail : undefined };
  });
};
