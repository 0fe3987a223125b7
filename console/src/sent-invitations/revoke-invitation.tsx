import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Dialog } from '#console/dialogs/dialog.tsx';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import { cannotClose } from '#console/ui/cannot-close.ts';
import type { Invitation } from '#core/contract/invitation.ts';
import { useRevoke } from './invitation-changes.ts';

type RevokeInvitationProps = { readonly invitation: Invitation; readonly onClose: () => void };

/** Asks first: a revoked link never works again. */
export const RevokeInvitation = ({ invitation, onClose }: RevokeInvitationProps) => {
  const { email } = invitation;
  const revoke = useRevoke();
  const confirm = () =>
    revoke.mutate(invitation, {
      onSuccess: () => {
        notifications.show({ color: 'teal', message: `Invitation to ${email} revoked.` });
        onClose();
      },
    });
  return (
    <Dialog onClose={onClose} title="Revoke this invitation?" {...(revoke.isPending && cannotClose)}>
      <Stack>
        <Text className="wraps-anywhere">
          The link sent to <strong>{email}</strong> will stop working immediately. You can invite them again later.
        </Text>
        {revoke.error && <ProblemAlert error={revoke.error} />}
        <Group justify="flex-end">
          <Button variant="default" disabled={revoke.isPending} onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button color="red.9" loading={revoke.isPending} onClick={confirm}>
            Revoke
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
};
