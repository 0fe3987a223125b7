import { Button, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { isProblem } from '#console/api/api-problem.ts';
import { call } from '#console/api/call.ts';
import { teamsKey } from '#console/api/queries.ts';
import { queryClient } from '#console/api/query-client.ts';
import { Dialog } from '#console/dialogs/dialog.tsx';
import { DialogButtons } from '#console/dialogs/dialog-buttons.tsx';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import { useDraft } from '#console/session/draft.ts';
import { showDone } from '#console/ui/notices.ts';
import { teamOperations } from '#core/contract/operations/teams.ts';
import { faultOfName } from './team-name.ts';

type CreateTeamProps = { readonly organizationId: string; readonly onClose: () => void };

const useCreation = (organizationId: string, onCreated: () => void) =>
  useMutation({
    mutationFn: (name: string) => call(teamOperations.createTeam, { params: { organizationId }, body: { name } }),
    onSuccess: ({ name }) => {
      onCreated();
      showDone(`Team “${name}” created.`);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: teamsKey(organizationId) }),
  });

/** Asks for the name. The field says so when the name is taken. */
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
    if (faultOfName(name) === undefined) creation.mutate(name);
  };
  return (
    <Dialog onClose={close} title="Create team">
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
            error={exists ? 'A team with this name already exists.' : tried && faultOfName(name)}
          />
          {creation.error && !exists && <ProblemAlert error={creation.error} />}
          <DialogButtons onCancel={close}>
            <Button type="submit" loading={creation.isPending}>
              Create team
            </Button>
          </DialogButtons>
        </Stack>
      </form>
    </Dialog>
  );
};
