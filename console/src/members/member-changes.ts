import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { call } from '#console/api/call.ts';
import { membersKey, organizationQuery } from '#console/api/queries.ts';
import { queryClient } from '#console/api/query-client.ts';
import { memberOperations } from '#core/contract/operations/members.ts';
import type { Member } from '#core/contract/organization.ts';
import { changedInWords, type RoleAndTeams } from './change-of.ts';
import { showMember } from './shown-members.ts';

/** Changes role and teams: shown at once, then as the API answers. */
export const useChangeMember = (organizationId: string, { userId, name }: Member) =>
  useMutation({
    mutationFn: (body: Partial<RoleAndTeams>) =>
      call(memberOperations.changeMember, { params: { organizationId, userId }, body }),
    onMutate: (change) => showMember(organizationId, userId, (member) => ({ ...member, ...change })),
    onSuccess: async (answer, change) => {
      await showMember(organizationId, userId, () => answer);
      notifications.show({ color: 'teal', message: changedInWords(name, change) });
    },
    onError: (_error, _change, takeBack) => takeBack?.(),
    onSettled: () => queryClient.invalidateQueries({ queryKey: membersKey(organizationId), refetchType: 'none' }),
  });

/** Removes a member: out of the lists at once, and back in them where the API refuses. */
export const useRemoveMember = (organizationId: string, { userId, name }: Member) =>
  useMutation({
    mutationFn: () => call(memberOperations.removeMember, { params: { organizationId, userId } }),
    onMutate: () => showMember(organizationId, userId, () => undefined),
    onSuccess: () => notifications.show({ color: 'teal', message: `${name} was removed.` }),
    onError: (_error, _nothing, takeBack) => takeBack?.(),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: membersKey(organizationId), refetchType: 'none' }),
        queryClient.invalidateQueries({ ...organizationQuery(organizationId), exact: true }),
      ]),
  });
