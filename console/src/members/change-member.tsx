import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { isProblem } from '#console/api/api-problem.ts';
import { meQuery } from '#console/api/queries.ts';
import { queryClient } from '#console/api/query-client.ts';
import { Dialog } from '#console/dialogs/dialog.tsx';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import { GoneTeams, useGoneTeams } from '#console/roles-and-teams/gone-teams.tsx';
import { RoleChoice } from '#console/roles-and-teams/role-choice.tsx';
import { TeamsChoice } from '#console/roles-and-teams/teams-choice.tsx';
import { cannotClose } from '#console/ui/cannot-close.ts';
import { Caution } from '#console/ui/caution.tsx';
import type { Member } from '#core/contract/organization.ts';
import { changeOf, type RoleAndTeams } from './change-of.ts';
import { useChangeMember } from './member-changes.ts';

type NoticeProps = { readonly error: Error | null; readonly isWarned: boolean; readonly isCaller: boolean };

/** The error, or the warning to admins before they give up their own role. */
const Notice = ({ error, isWarned, isCaller }: NoticeProps) => {
  if (isProblem(error, 'last_admin'))
    return (
      <Alert color="red" role="alert" title={isCaller ? 'You’re the only admin' : 'This is the only admin'}>
        Every organization needs an admin. Make someone else an admin before you change this role.
      </Alert>
    );
  if (error) return <ProblemAlert error={error} />;
  return (
    isWarned && (
      <Caution role="alert" title="You’ll lose admin access">
        You won’t be able to invite or manage members. Only another admin can restore your role.
      </Caution>
    )
  );
};

type ChangeMemberProps = {
  readonly organizationId: string;
  readonly member: Member;
  readonly isCaller: boolean;
  readonly onClose: () => void;
};

/** Role and teams of a member. Admins who give up their own role are asked first. */
export const ChangeMember = ({ organizationId, member, isCaller, onClose }: ChangeMemberProps) => {
  const [wanted, setWanted] = useState<RoleAndTeams>({ role: member.role, teamIds: member.teamIds });
  const [isWarned, setIsWarned] = useState(false);
  const { mutate, reset, isPending, error } = useChangeMember(organizationId, member);
  const gone = useGoneTeams({
    organizationId,
    teamIds: wanted.teamIds,
    error,
    onChange: (teamIds) => setWanted({ ...wanted, teamIds: [...teamIds] }),
  });
  const asks = isWarned && !error;
  const givesUpAdmin = isCaller && member.role === 'admin' && wanted.role !== 'admin';
  const want = (more: Partial<RoleAndTeams>) => {
    reset();
    setIsWarned(false);
    setWanted({ ...wanted, ...more });
  };
  const save = () => {
    const change = changeOf(member, wanted);
    if (!change) return onClose();
    if (givesUpAdmin && !isWarned) return setIsWarned(true);
    const onSuccess = () => {
      if (isCaller) void queryClient.invalidateQueries(meQuery());
      onClose();
    };
    mutate(change, { onSuccess });
  };
  return (
    <Dialog onClose={onClose} title="Edit role and teams" {...(isPending && cannotClose)}>
      <Stack>
        <Text className="wraps-anywhere">
          <strong>{member.name}</strong> ({member.email})
        </Text>
        <RoleChoice value={wanted.role} onChange={(role) => want({ role })} />
        <TeamsChoice organizationId={organizationId} value={wanted.teamIds} onChange={(teamIds) => want({ teamIds })} />
        <GoneTeams count={gone.count} />
        <Notice error={gone.explains ? null : error} isWarned={asks} isCaller={isCaller} />
        <Group justify="flex-end">
          <Button variant="default" disabled={isPending} onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={isPending}
            disabled={isProblem(error, 'last_admin')}
            onClick={save}
            {...(asks && { color: 'red.9' })}
          >
            {asks ? 'Give up admin access' : 'Save'}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
};
