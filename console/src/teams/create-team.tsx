import { Button, Group, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { isProblem } from '#console/api/api-problem.ts';
import { call } from '#console/api/call.ts';
import { teamsKey } from '#console/api/queries.ts';
import { queryClient } from '#console/api/query-client.ts';
import { Dialog } from '#console/dialogs/dialog.tsx';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import { useDraft } from '#console/session/draft.ts';
import { teamOperations } from '#core/contract/operations/teams.ts';
import { newTeam } from '#core/contract/organization.ts';

type CreateTeamProps = { readonly organizationId: string; readonly onClose: () => void };

/** What is wrong with a name, before it is sent. */
const faultOf = (name: string): string | undefined => {
  const message = newTeam.safeParse({ name }).error?.issues[0]?.message;
  return message && `The name ${message}.`;
};

const useCreation = (organizationId: string, onCreated: () => void) =>
  useMutation({
    mutationFn: (name: string) => call(teamOperations.createTeam, { params: { organizationId }, body: { name } }),
    onSuccess: ({ name }) => {
      onCreated();
      notifications.show({ message: `The team ${name} is there.` });
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: teamsKey(organizationId) }),
  });

/** Asks for the name. A name that is taken is told at the field. */
export const CreateTeam = ({ organizationId, onClose }: CreateTeamProps) => {
  const [name, setName] = useDraft(`team ${organizationId}`);
  const [tried, setTried] = useState(false);
  const close = () => {
    setName('');
    onClose();
  };
  const creation = useCreation(organizationId, close);
  const exists = isProblem(creation.error, 'team_exists');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (faultOf(name) === undefined) creation.mutate(name);
  };
  return (
    <Dialog onClose={close} title="Create team" centered>
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            label="Name"
            placeholder="Sales"
            data-autofocus
            required
            value={name}
            onChange={({ currentTarget }) => {
              creation.reset();
              setName(currentTarget.value);
            }}
            error={exists ? 'There is a team of this name already. Choose another name.' : tried && faultOf(name)}
          />
          {creation.error && !exists && <ProblemAlert error={creation.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={creation.isPending}>
              Create team
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
};
