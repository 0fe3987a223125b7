import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { invitationOperations } from '#core/contract/operations/invitations.ts';
import { call } from '../api/call.ts';
import { invitationsKey } from '../api/queries.ts';
import { queryClient } from '../api/query-client.ts';

type ResendButtonProps = { readonly organizationId: string; readonly invitationId: string; readonly email: string };

/** Sends the email again. What the API refuses, the pause between two emails say, is told. */
export const ResendButton = ({ organizationId, invitationId, email }: ResendButtonProps) => {
  const resend = useMutation({
    mutationFn: () => call(invitationOperations.resendInvitation, { params: { organizationId, invitationId } }),
    onSuccess: () => notifications.show({ message: `A new email is on its way to ${email}.` }),
    onError: ({ message }) => notifications.show({ color: 'red', title: `Not resent to ${email}`, message }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: invitationsKey(organizationId) }),
  });
  return (
    <Button
      size="xs"
      variant="default"
      loading={resend.isPending}
      onClick={() => resend.mutate()}
      aria-label={`Resend the invitation to ${email}`}
    >
      Resend
    </Button>
  );
};
