import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { isProblem } from '#console/api/api-problem.ts';
import { call } from '#console/api/call.ts';
import { membersKey, organizationQuery } from '#console/api/queries.ts';
import { queryClient } from '#console/api/query-client.ts';
import { Dialog } from '#console/dialogs/dialog.tsx';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import { revoke } from '#console/sent-invitations/invitation-changes.ts';
import { pendingInvitationsBy } from '#console/sent-invitations/pending-invitations-by.ts';
import { RunResult } from '#console/sent-invitations/run-result.tsx';
import { useInTurn } from '#console/sent-invitations/use-in-turn.ts';
import type { Invitation } from '#core/contract/invitation.ts';
import { memberOperations } from '#core/contract/operations/members.ts';
import type { Member } from '#core/contract/organization.ts';
import { InvitationsLeftBehind } from './invitations-left-behind.tsx';
import { showMember } from './shown-members.ts';

const useRemoveMember = (organizationId: string, userId: string) =>
  useMutation({
    mutationFn: () => call(memberOperations.removeMember, { params: { organizationId, userId } }),
    onMutate: () => showMember(organizationId, userId, () => undefined),
    onError: (_error, _nothing, takeBack) => takeBack?.(),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: membersKey(organizationId), refetchType: 'none' }),
        queryClient.invalidateQueries({ ...organizationQuery(organizationId), exact: true }),
      ]),
  });

const NotRemoved = ({ error, name }: { readonly error: Error; readonly name: string }) =>
  isProblem(error, 'last_admin') ? (
    <Alert color="red" role="alert" title="This is the last admin">
      An organization needs an admin. Make another member an admin first, then remove {name}.
    </Alert>
  ) : (
    <ProblemAlert error={error} />
  );

type RemoveMemberProps = { readonly organizationId: string; readonly member: Member; readonly onClose: () => void };

/** Asks once more, and what is to become of the pending invitations that the member sent. */
export const RemoveMember = ({ organizationId, member, onClose }: RemoveMemberProps) => {
  const { userId, name, email } = member;
  const sent = useQuery(pendingInvitationsBy(organizationId, userId));
  const [alsoRevoke, setAlsoRevoke] = useState(false);
  const remove = useRemoveMember(organizationId, userId);
  const { run, start } = useInTurn<Invitation>(revoke);
  const invitations = sent.data ?? [];
  const onRemoved = () => {
    notifications.show({ color: 'teal', message: `${name} is no longer a member.` });
    if (alsoRevoke) void start(invitations);
    else onClose();
  };
  return (
    <Dialog onClose={onClose} title={`Remove ${name}?`}>
      {run ? (
        <RunResult run={run} done="revoked" onClose={onClose} />
      ) : (
        <Stack>
          <Text className="wraps-anywhere">
            <strong>{email}</strong> loses access to the organization at once. Role and teams are not kept: whoever is
            invited again joins as a new member.
          </Text>
          {sent.isPending && <Skeleton h={60} />}
          {sent.error && <ProblemAlert error={sent.error} onRetry={() => void sent.refetch()} />}
          {invitations.length > 0 && (
            <InvitationsLeftBehind
              invitations={invitations}
              inviter={name}
              alsoRevoke={alsoRevoke}
              onChange={setAlsoRevoke}
            />
          )}
          {remove.error && <NotRemoved error={remove.error} name={name} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} data-autofocus>
              Cancel
            </Button>
            <Button
              color="red.9"
              loading={remove.isPending}
              disabled={sent.isPending}
              onClick={() => remove.mutate(undefined, { onSuccess: onRemoved })}
            >
              Remove
            </Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  );
};
