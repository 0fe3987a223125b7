import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { isProblem } from '#console/api/api-problem.ts';
import { call } from '#console/api/call.ts';
import { membersKey, meQuery } from '#console/api/queries.ts';
import { queryClient } from '#console/api/query-client.ts';
import { Dialog } from '#console/dialogs/dialog.tsx';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import { memberOperations } from '#core/contract/operations/members.ts';
import type { Member } from '#core/contract/organization.ts';
import { Caution } from './caution.tsx';
import { RoleChoice } from './role-choice.tsx';
import { showMember } from './shown-members.ts';
import { TeamsChoice } from './teams-choice.tsx';

type Change = Pick<Member, 'role' | 'teamIds'>;

const sameTeams = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id) => other.includes(id));

const useChangeMember = (organizationId: string, { userId, role, teamIds }: Member) =>
  useMutation({
    mutationFn: async (change: Change) => {
      const body = {
        ...(change.role !== role && { role: change.role }),
        ...(!sameTeams(change.teamIds, teamIds) && { teamIds: change.teamIds }),
      };
      return call(memberOperations.changeMember, { params: { organizationId, userId }, body });
    },
    onMutate: (change) => showMember(organizationId, userId, (member) => ({ ...member, ...change })),
    onSuccess: (answer) => showMember(organizationId, userId, () => answer),
    onError: (_error, _change, takeBack) => takeBack?.(),
    onSettled: () => queryClient.invalidateQueries({ queryKey: membersKey(organizationId), refetchType: 'none' }),
  });

type ChangeMemberProps = {
  readonly organizationId: string;
  readonly member: Member;
  readonly isCaller: boolean;
  readonly onClose: () => void;
};

/** Role and teams of a member. An admin who gives the own role away is asked once more. */
export const ChangeMember = ({ organizationId, member, isCaller, onClose }: ChangeMemberProps) => {
  const [wanted, setWanted] = useState<Change>({ role: member.role, teamIds: member.teamIds });
  const [warned, setWarned] = useState(false);
  const change = useChangeMember(organizationId, member);
  const givesUpAdmin = isCaller && member.role === 'admin' && wanted.role !== 'admin';
  const same = wanted.role === member.role && sameTeams(wanted.teamIds, member.teamIds);
  const save = () => {
    if (same) return onClose();
    if (givesUpAdmin && !warned) return setWarned(true);
    change.mutate(wanted, {
      onSuccess: () => {
        notifications.show({ color: 'teal', message: `${member.name} is changed.` });
        if (isCaller) void queryClient.invalidateQueries(meQuery());
        onClose();
      },
    });
  };
  return (
    <Dialog onClose={onClose} title="Change role and teams">
      <Stack>
        <Text className="wraps-anywhere">
          <strong>{member.name}</strong> ({member.email})
        </Text>
        <RoleChoice
          value={wanted.role}
          onChange={(role) => {
            setWarned(false);
            setWanted({ ...wanted, role });
          }}
        />
        <TeamsChoice
          organizationId={organizationId}
          value={wanted.teamIds}
          onChange={(teamIds) => setWanted({ ...wanted, teamIds })}
        />
        {warned && (
          <Caution role="alert" title="You will not be an admin any more">
            You can then no longer invite or change members, and only another admin can make you an admin again.
          </Caution>
        )}
        {isProblem(change.error, 'last_admin') ? (
          <Alert color="red" role="alert" title={isCaller ? 'You are the last admin' : 'This is the last admin'}>
            An organization needs an admin. Make another member an admin first, then change this role.
          </Alert>
        ) : (
          change.error && <ProblemAlert error={change.error} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={change.isPending} onClick={save} {...(warned && { color: 'red.9' })}>
            {warned ? 'Give up being an admin' : 'Save'}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
};
