import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { isProblem } from '#console/api/api-problem.ts';
import { call } from '#console/api/call.ts';
import { queryClient } from '#console/api/query-client.ts';
import { Dialog } from '#console/dialogs/dialog.tsx';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import { memberOperations } from '#core/contract/operations/members.ts';

type LeaveOrganizationProps = {
  readonly organization: { readonly id: string; readonly name: string };
  readonly userId: string;
  readonly onClose: () => void;
};

/** What became of trying to leave. An organization is never left without an admin. */
const WhyNot = ({ error, organization, onClose }: Omit<LeaveOrganizationProps, 'userId'> & { error: unknown }) =>
  isProblem(error, 'last_admin') ? (
    <Alert color="yellow" role="alert" title={`You are the only admin of ${organization.name}`}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">Make another member an admin first; then you can leave.</Text>
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

/** Asks once more; then the next organization opens, or the start page. */
export const LeaveOrganization = ({ organization, userId, onClose }: LeaveOrganizationProps) => {
  const navigate = useNavigate();
  const { id: organizationId, name } = organization;
  const leave = useMutation({
    mutationFn: () => call(memberOperations.removeMember, { params: { organizationId, userId } }),
    onSuccess: async () => {
      // The start page asks anew which organizations there are.
      queryClient.removeQueries({ queryKey: ['me'] });
      await navigate('/', { replace: true });
      queryClient.removeQueries({ queryKey: ['organization', organizationId] });
      notifications.show({ message: `You have left ${name}.` });
    },
  });
  return (
    <Dialog onClose={onClose} title={`Leave ${name}?`} centered>
      <Stack>
        <Text>
          You lose access to <strong>{name}</strong> at once, with your role and teams in it. To come back, you need a
          new invitation. Your other organizations stay as they are.
        </Text>
        {leave.error && <WhyNot error={leave.error} organization={organization} onClose={onClose} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Stay
          </Button>
          <Button color="red.9" loading={leave.isPending} onClick={() => leave.mutate()}>
            Leave organization
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
};
