import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { call } from '#console/api/call.ts';
import { meQuery } from '#console/api/queries.ts';
import { queryClient } from '#console/api/query-client.ts';
import { roleWords } from '#console/members/role-words.ts';
import { invitationOperations } from '#core/contract/operations/invitations.ts';
import { forgetToken } from './invitation-link.ts';

type Acceptance = { readonly token: string } | { readonly invitationId: string; readonly organizationId: string };

/** Accepts an invitation; then its organization opens. */
export const useAcceptance = () => {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (body: Acceptance) => call(invitationOperations.acceptInvitation, { body }),
    onSuccess: async ({ organization, member }) => {
      forgetToken();
      // An answer that is still on its way is from before.
      await queryClient.cancelQueries(meQuery());
      await queryClient.fetchQuery({ ...meQuery(), staleTime: 0 });
      await navigate(`/organizations/${organization.id}`, { replace: true });
      notifications.show({
        color: 'teal',
        title: `Welcome to ${organization.name}`,
        message: `You are a member now. Your role is ${roleWords[member.role].name}.`,
      });
    },
  });
};
