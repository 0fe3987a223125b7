import { useMutation } from '@tanstack/react-query';
import { call } from '#console/api/call.ts';
import { invitationQuery, invitationsKey, organizationQuery } from '#console/api/queries.ts';
import { queryClient } from '#console/api/query-client.ts';
import { presentInstant } from '#console/members/times.ts';
import type { Invitation } from '#core/contract/invitation.ts';
import { invitationOperations } from '#core/contract/operations/invitations.ts';
import { showInvitation } from './shown-invitations.ts';

/** Names an invitation, which need not be loaded. */
export type InvitationId = Pick<Invitation, 'organizationId' | 'id'>;

/** What it has become meanwhile, asked for by itself: the next of several changes would cancel the page that it is on. */
const showAsItIs = async (id: InvitationId): Promise<void> => {
  const found = await queryClient.fetchQuery({ ...invitationQuery(id.organizationId, id.id), staleTime: 0 });
  await showInvitation(id, () => found);
};

const change =
  (operation: typeof invitationOperations.resendInvitation | typeof invitationOperations.revokeInvitation) =>
  async (after: (invitation: Invitation) => Invitation, { organizationId, id }: InvitationId): Promise<Invitation> => {
    const takeBack = await showInvitation({ organizationId, id }, after);
    try {
      const answer = await call(operation, { params: { organizationId, invitationId: id } });
      await showInvitation({ organizationId, id }, () => answer);
      // Not fetched at once: an index may be a moment behind the answer.
      void queryClient.invalidateQueries({ queryKey: invitationsKey(organizationId), refetchType: 'none' });
      return answer;
    } catch (error) {
      takeBack();
      void queryClient.invalidateQueries({ queryKey: invitationsKey(organizationId) });
      // Where that fails, too, the list tells when it comes.
      showAsItIs({ organizationId, id }).catch(() => undefined);
      throw error;
    }
  };

/** Sends the email again. Shown at once, corrected by the answer. Rejects with `ApiProblem`. */
export const resend = (invitation: InvitationId): Promise<Invitation> =>
  change(invitationOperations.resendInvitation)(
    (before) => ({ ...before, sentCount: before.sentCount + 1, lastSentAt: presentInstant(), delivery: 'queued' }),
    invitation,
  );

/** Ends a pending invitation. Shown at once, corrected by the answer. Rejects with `ApiProblem`. */
export const revoke = async (invitation: InvitationId): Promise<Invitation> => {
  const revoked = await change(invitationOperations.revokeInvitation)(
    (before) => ({ ...before, status: 'revoked', revokedAt: presentInstant() }),
    invitation,
  );
  void queryClient.invalidateQueries({ ...organizationQuery(invitation.organizationId), exact: true });
  return revoked;
};

export const useRevoke = () => useMutation({ mutationFn: revoke });
export const useResend = () => useMutation({ mutationFn: resend });
