import { TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { ApiProblem, isProblem } from '#console/api/api-problem.ts';
import { call } from '#console/api/call.ts';
import { teamsKey } from '#console/api/queries.ts';
import { queryClient } from '#console/api/query-client.ts';
import { takeFocus } from '#console/dialogs/focus-back.ts';
import { showDone } from '#console/ui/notices.ts';
import { teamOperations } from '#core/contract/operations/teams.ts';
import type { Team } from '#core/contract/organization.ts';
import { faultOfName } from './team-name.ts';

type RenameTeamProps = {
  readonly organizationId: string;
  readonly team: Team;
  /** The id of the form, for its buttons elsewhere in the row. */
  readonly form: string;
  readonly onSaving: (isSaving: boolean) => void;
  readonly onClose: () => void;
};

const useRenaming = (organizationId: string, { id: teamId }: Team, onRenamed: () => void) =>
  useMutation({
    mutationFn: (name: string) =>
      call(teamOperations.renameTeam, { params: { organizationId, teamId }, body: { name } }),
    onSuccess: ({ name }) => {
      onRenamed();
      showDone(`Team renamed to “${name}”.`);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: teamsKey(organizationId) }),
  });

const messageOf = (error: unknown): string | undefined => {
  if (isProblem(error, 'team_exists')) return 'A team with this name already exists.';
  if (error instanceof ApiProblem) return error.message;
  return error ? 'Something went wrong. Try again.' : undefined;
};

/** The name of a team as a field, in its place in the list. Escape leaves it as it is. */
export const RenameTeam = ({ organizationId, team, form, onSaving, onClose }: RenameTeamProps) => {
  const [name, setName] = useState(team.name);
  const [tried, setTried] = useState(false);
  const renaming = useRenaming(organizationId, team, onClose);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (faultOfName(name) !== undefined) return;
    onSaving(true);
    renaming.mutate(name, { onSettled: () => onSaving(false) });
  };
  return (
    <form id={form} onSubmit={submit} noValidate>
      <TextInput
        aria-label={`New name of ${team.name}`}
        ref={takeFocus}
        value={name}
        onChange={({ currentTarget }) => {
          renaming.reset();
          setName(currentTarget.value);
        }}
        onKeyDown={({ key }) => key === 'Escape' && onClose()}
        error={messageOf(renaming.error) ?? (tried && faultOfName(name))}
      />
    </form>
  );
};
