import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Dialog } from '#console/dialogs/dialog.tsx';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import type { Invitation } from '#core/contract/invitation.ts';
import { useRevoke } from './invitation-changes.ts';

type RevokeInvitationProps = { readonly invitation: Invitation; readonly onClose: () => void };

/** Asks once more: a revoked link is dead for good. */
export const RevokeInvitation = ({ invitation, onClose }: RevokeInvitationProps) => {
  const { email } = invitation;
  const revoke = useRevoke();
  const confirm = () =>
    revoke.mutate(invitation, {
      onSuccess: () => {
        notifications.show({ color: 'teal', message: `The invitation of ${email} is revoked.` });
        onClose();
      },
    });
  return (
    <Dialog onClose={onClose} title="Revoke this invitation?" centered>
      <Stack>
        <Text className="wraps-anywhere">
          The link that was sent to <strong>{email}</strong> becomes invalid at once. You can invite the address again
          later.
        </Text>
        {revoke.error && <ProblemAlert error={revoke.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep it
          </Button>
          <Button color="red.9" loading={revoke.isPending} onClick={confirm}>
            Revoke
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
};
