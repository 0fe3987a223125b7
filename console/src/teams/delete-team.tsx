import { Button, Stack, Text } from '@mantine/core';
import { type InfiniteData, useMutation } from '@tanstack/react-query';
import { isProblem } from '#console/api/api-problem.ts';
import { call } from '#console/api/call.ts';
import { teamPagesQuery, teamsKey } from '#console/api/queries.ts';
import { queryClient } from '#console/api/query-client.ts';
import { Dialog } from '#console/dialogs/dialog.tsx';
import { DialogButtons } from '#console/dialogs/dialog-buttons.tsx';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import { showDone } from '#console/ui/notices.ts';
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

/** Asks for confirmation. A team that another admin has deleted by then counts as deleted. */
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
      showDone(`Team “${name}” deleted.`);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: teamsKey(organizationId) }),
  });
  return (
    <Dialog onClose={onClose} title="Delete this team?">
      <Stack>
        <Text className="wraps-anywhere">
          <strong>{name}</strong> will be removed from all members and pending invitations. No one loses access to the
          organization. This can’t be undone.
        </Text>
        {deletion.error && <ProblemAlert error={deletion.error} />}
        <DialogButtons onCancel={onClose} cancelFirst>
          <Button color="red.9" loading={deletion.isPending} onClick={() => deletion.mutate()}>
            Delete team
          </Button>
        </DialogButtons>
      </Stack>
    </Dialog>
  );
};
