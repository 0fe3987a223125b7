import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { isProblem } from '#console/api/api-problem.ts';
import { call } from '#console/api/call.ts';
import { meQuery } from '#console/api/queries.ts';
import { queryClient } from '#console/api/query-client.ts';
import { signInAgain } from '#console/session/sign-in.ts';
import { invitationOperations } from '#core/contract/operations/invitations.ts';
import { forgetToken } from './invitation-link.ts';
import { rolePhrase } from './role-phrase.ts';

type Acceptance = { readonly token: string } | { readonly invitationId: string; readonly organizationId: string };

/** Accepts an invitation; then its organization opens. Signs in again and comes back where the sign-in is too old. */
export const useAcceptance = () => {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (body: Acceptance) => call(invitationOperations.acceptInvitation, { body }),
    onError: (error, body) => {
      if (!isProblem(error, 'recent_sign_in_required')) return;
      const returnTo = 'token' in body ? '/invitation' : '/open-invitations';
      void signInAgain({ returnTo, accept: 'token' in body });
    },
    onSuccess: async ({ organization, member }) => {
      forgetToken();
      // An answer that is still on its way is from before.
      await queryClient.cancelQueries(meQuery());
      await queryClient.fetchQuery({ ...meQuery(), staleTime: 0 });
      await navigate(`/organizations/${organization.id}`, { replace: true });
      notifications.show({
        color: 'teal',
        title: `Welcome to ${organization.name}`,
        message: `You’ve joined as ${rolePhrase(member.role)}.`,
      });
    },
  });
};
