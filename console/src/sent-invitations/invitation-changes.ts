import { useMutation } from '@tanstack/react-query';
import { call } from '#console/api/call.ts';
import { invitationQuery, invitationsKey, organizationQuery } from '#console/api/queries.ts';
import { queryClient } from '#console/api/query-client.ts';
import { presentInstant } from '#console/ui/times.ts';
import type { Invitation } from '#core/contract/invitation.ts';
import { invitationOperations } from '#core/contract/operations/invitations.ts';
import { showInvitation } from './shown-invitations.ts';

/** Names an invitation, which need not be loaded. */
export type InvitationId = Pick<Invitation, 'organizationId' | 'id'>;

type Change = typeof invitationOperations.resendInvitation | typeof invitationOperations.revokeInvitation;

/** Shows the invitation as it is by now, fetched by itself: the next of several changes would cancel its page. */
const showAsItIs = async (id: InvitationId): Promise<void> => {
  const found = await queryClient.fetchQuery({ ...invitationQuery(id.organizationId, id.id), staleTime: 0 });
  await showInvitation(id, () => found);
};

/** Shows what the invitation becomes at once, then what the API answers. Takes it back and rejects with `ApiProblem` where that fails. */
const change = async (
  operation: Change,
  { organizationId, id }: InvitationId,
  become: (invitation: Invitation) => Invitation,
): Promise<Invitation> => {
  const takeBack = await showInvitation({ organizationId, id }, become);
  try {
    const answer = await call(operation, { params: { organizationId, invitationId: id } });
    await showInvitation({ organizationId, id }, () => answer);
    // Not fetched at once: an index may be a moment behind the answer.
    void queryClient.invalidateQueries({ queryKey: invitationsKey(organizationId), refetchType: 'none' });
    return answer;
  } catch (error) {
    takeBack();
    void queryClient.invalidateQueries({ queryKey: invitationsKey(organizationId) });
    // Where that fails, too, the list shows it when it comes.
    showAsItIs({ organizationId, id }).catch(() => undefined);
    throw error;
  }
};

/** Sends the email again. */
export const resend = (invitation: InvitationId): Promise<Invitation> =>
  change(invitationOperations.resendInvitation, invitation, (before) => ({
    ...before,
    sentCount: before.sentCount + 1,
    lastSentAt: presentInstant(),
    delivery: 'queued',
  }));

/** Ends a pending invitation. */
export const revoke = async (invitation: InvitationId): Promise<Invitation> => {
  const revoked = await change(invitationOperations.revokeInvitation, invitation, (before) => ({
    ...before,
    status: 'revoked',
    revokedAt: presentInstant(),
  }));
  void queryClient.invalidateQueries({ ...organizationQuery(invitation.organizationId), exact: true });
  return revoked;
};

export const useRevoke = () => useMutation({ mutationFn: revoke });
export const useResend = () => useMutation({ mutationFn: resend });
