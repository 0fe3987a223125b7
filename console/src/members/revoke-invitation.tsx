import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import type { Invitation } from '#core/contract/invitation.ts';
import { invitationOperations } from '#core/contract/operations/invitations.ts';
import { call } from '../api/call.ts';
import { queryClient } from '../api/query-client.ts';
import { ProblemAlert } from '../pages/problem-alert.tsx';

type RevokeInvitationProps = { readonly invitation: Invitation; readonly onClose: () => void };

/** Asks once more: a revoked link is dead for good. */
export const RevokeInvitation = ({ invitation, onClose }: RevokeInvitationProps) => {
  const { id: invitationId, organizationId, email } = invitation;
  const revoke = useMutation({
    mutationFn: () => call(invitationOperations.revokeInvitation, { params: { organizationId, invitationId } }),
    onSuccess: () => {
      notifications.show({ message: `The invitation of ${email} is revoked.` });
      onClose();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['organization', organizationId] }),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title="Revoke this invitation?"
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack>
        <Text className="wraps-anywhere">
          The link that was sent to <strong>{email}</strong> stops working at once. You can invite the address again
          later.
        </Text>
        {revoke.error && <ProblemAlert error={revoke.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep it
          </Button>
          <Button color="red.9" loading={revoke.isPending} onClick={() => revoke.mutate()}>
            Revoke
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
};
