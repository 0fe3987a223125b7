import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type InfiniteData, useMutation } from '@tanstack/react-query';
import { isProblem } from '#console/api/api-problem.ts';
import { call } from '#console/api/call.ts';
import { teamPagesQuery, teamsKey } from '#console/api/queries.ts';
import { queryClient } from '#console/api/query-client.ts';
import { Dialog } from '#console/dialogs/dialog.tsx';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import { teamOperations } from '#core/contract/operations/teams.ts';
import type { Team } from '#core/contract/organization.ts';

type TeamPages = InfiniteData<{ items: Team[]; nextCursor: string | null }>;

const without =
  (teamId: string) =>
  (pages: TeamPages | undefined): TeamPages | undefined =>
    pages && {
      ...pages,
      pages: pages.pages.map((page) => ({ ...page, items: page.items.filter(({ id }) => id !== teamId) })),
    };

type DeleteTeamProps = { readonly organizationId: string; readonly team: Team; readonly onClose: () => void };

/** Asks once more. A team that somebody else deleted meanwhile is gone all the same. */
export const DeleteTeam = ({ organizationId, team, onClose }: DeleteTeamProps) => {
  const { id: teamId, name } = team;
  const deletion = useMutation({
    mutationFn: () =>
      call(teamOperations.deleteTeam, { params: { organizationId, teamId } }).catch((error: unknown) => {
        if (!isProblem(error, 'team_not_found')) throw error;
      }),
    onSuccess: () => {
      queryClient.setQueryData(teamPagesQuery(organizationId).queryKey, without(teamId));
      onClose();
      notifications.show({ message: `The team ${name} is deleted.` });
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: teamsKey(organizationId) }),
  });
  return (
    <Dialog onClose={onClose} title="Delete this team?" centered>
      <Stack>
        <Text className="wraps-anywhere">
          <strong>{name}</strong> disappears for everyone. Its members stay in the organization with their roles and
          other teams, and invitations stay valid: they only lose this team. It can’t be undone.
        </Text>
        {deletion.error && <ProblemAlert error={deletion.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep it
          </Button>
          <Button color="red.9" loading={deletion.isPending} onClick={() => deletion.mutate()}>
            Delete team
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
};
