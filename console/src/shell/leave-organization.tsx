import { Alert, Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { isProblem } from '#console/api/api-problem.ts';
import { call } from '#console/api/call.ts';
import { queryClient } from '#console/api/query-client.ts';
import { Dialog } from '#console/dialogs/dialog.tsx';
import { DialogButtons } from '#console/dialogs/dialog-buttons.tsx';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import { showDone } from '#console/ui/notices.ts';
import { memberOperations } from '#core/contract/operations/members.ts';

type LeaveOrganizationProps = {
  readonly organization: { readonly id: string; readonly name: string };
  readonly userId: string;
  readonly onClose: () => void;
};

/** Why leaving failed. An organization always has an admin. */
const WhyNot = ({ error, organization, onClose }: Omit<LeaveOrganizationProps, 'userId'> & { error: unknown }) =>
  isProblem(error, 'last_admin') ? (
    <Alert color="yellow" role="alert" title={`You are the only admin of ${organization.name}`}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">Make someone else an admin before you leave.</Text>
        <Button
          component={Link}
          to={`/organizations/${organization.id}/settings/members`}
          size="xs"
          variant="default"
          onClick={onClose}
        >
          Go to Members
        </Button>
      </Stack>
    </Alert>
  ) : (
    <ProblemAlert error={error} />
  );

/** Asks for confirmation; then the next organization opens, or the start page. */
export const LeaveOrganization = ({ organization, userId, onClose }: LeaveOrganizationProps) => {
  const navigate = useNavigate();
  const { id: organizationId, name } = organization;
  const leave = useMutation({
    mutationFn: () => call(memberOperations.removeMember, { params: { organizationId, userId } }),
    onSuccess: async () => {
      // The start page fetches the organizations that are left.
      queryClient.removeQueries({ queryKey: ['me'] });
      await navigate('/', { replace: true });
      queryClient.removeQueries({ queryKey: ['organization', organizationId] });
      showDone(`You left ${name}.`);
    },
  });
  return (
    <Dialog onClose={onClose} title={`Leave ${name}?`}>
      <Stack>
        <Text className="wraps-anywhere">
          You’ll lose access to <strong>{name}</strong> immediately. To rejoin, you’ll need a new invitation. Your other
          organizations aren’t affected.
        </Text>
        {leave.error && <WhyNot error={leave.error} organization={organization} onClose={onClose} />}
        <DialogButtons onCancel={onClose} cancelFirst>
          <Button color="red.9" loading={leave.isPending} onClick={() => leave.mutate()}>
            Leave organization
          </Button>
        </DialogButtons>
      </Stack>
    </Dialog>
  );
};
