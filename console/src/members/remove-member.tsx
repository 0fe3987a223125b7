import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { isProblem } from '#console/api/api-problem.ts';
import { RunResult } from '#console/bulk/run-result.tsx';
import { useInTurn } from '#console/bulk/use-in-turn.ts';
import { Dialog } from '#console/dialogs/dialog.tsx';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import { revoke } from '#console/sent-invitations/invitation-changes.ts';
import { pendingInvitationsBy } from '#console/sent-invitations/pending-invitations-by.ts';
import { cannotClose } from '#console/ui/cannot-close.ts';
import type { Invitation } from '#core/contract/invitation.ts';
import type { Member } from '#core/contract/organization.ts';
import { InvitationsLeftBehind } from './invitations-left-behind.tsx';
import { useRemoveMember } from './member-changes.ts';

const NotRemoved = ({ error, name }: { readonly error: Error; readonly name: string }) =>
  isProblem(error, 'last_admin') ? (
    <Alert color="red" role="alert" title="This is the only admin">
      Every organization needs an admin. Make someone else an admin before you remove {name}.
    </Alert>
  ) : (
    <ProblemAlert error={error} />
  );

const revoking = { doing: 'Revoking', done: 'revoked' };

type RemoveMemberProps = { readonly organizationId: string; readonly member: Member; readonly onClose: () => void };

/** Asks before a member is removed, and whether to revoke the pending invitations that they sent. */
export const RemoveMember = ({ organizationId, member, onClose }: RemoveMemberProps) => {
  const { userId, name, email } = member;
  const sent = useQuery(pendingInvitationsBy(organizationId, userId));
  const [alsoRevoke, setAlsoRevoke] = useState(false);
  const remove = useRemoveMember(organizationId, member);
  const { run, start, stop } = useInTurn<Invitation>(revoke, revoking);
  const invitations = sent.data ?? [];
  const onRemoved = () => {
    if (alsoRevoke) void start(invitations);
    else onClose();
  };
  const isBusy = remove.isPending || (run !== undefined && !run.isOver);
  return (
    <Dialog onClose={onClose} title={run ? `${name} was removed` : `Remove ${name}?`} {...(isBusy && cannotClose)}>
      {run ? (
        <RunResult run={run} verb={revoking} onStop={stop} onClose={onClose} />
      ) : (
        <Stack>
          <Text className="wraps-anywhere">
            <strong>{email}</strong> loses access immediately. Their role and teams aren’t kept; if you invite them
            again, they join as a new member.
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
            <Button variant="default" disabled={remove.isPending} onClick={onClose} data-autofocus>
              Cancel
            </Button>
            <Button
              color="red.9"
              loading={remove.isPending}
              disabled={sent.isPending || isProblem(remove.error, 'last_admin')}
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
