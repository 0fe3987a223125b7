import { Button, MultiSelect, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { teamsQuery } from '#console/api/queries.ts';
import { DialogButtons } from '#console/dialogs/dialog-buttons.tsx';
import { RoleChoice } from '#console/roles-and-teams/role-choice.tsx';
import type { Role } from '#core/contract/fields.ts';
import type { MembersChange } from '#core/contract/member-changes.ts';

type ChooseProps = {
  readonly organizationId: string;
  readonly onChoose: (change: MembersChange) => void;
  readonly onCancel: () => void;
};

const ChooseRole = ({ onChoose, onCancel }: ChooseProps) => {
  const [role, setRole] = useState<Role>('user');
  return (
    <Stack>
      <RoleChoice value={role} onChange={setRole} description="All selected members get this role." />
      <DialogButtons onCancel={onCancel}>
        <Button onClick={() => onChoose({ role })}>Preview</Button>
      </DialogButtons>
    </Stack>
  );
};

const mostTeams = 20;

type TeamsToProps = {
  readonly organizationId: string;
  readonly label: string;
  readonly value: readonly string[];
  /** Teams that are chosen for the opposite. */
  readonly without: readonly string[];
  readonly onChange: (teamIds: string[]) => void;
};

const TeamsTo = ({ organizationId, label, value, without, onChange }: TeamsToProps) => {
  const { data: teams = [] } = useQuery({ ...teamsQuery(organizationId), refetchOnMount: 'always' });
  return (
    <MultiSelect
      label={label}
      placeholder={value.length === 0 ? 'Choose teams' : ''}
      data={teams.filter(({ id }) => !without.includes(id)).map(({ id, name }) => ({ value: id, label: name }))}
      value={[...value]}
      onChange={onChange}
      maxValues={mostTeams}
      nothingFoundMessage="No matching teams"
      searchable
      clearable
      clearButtonProps={{ 'aria-label': `Clear ${label.toLowerCase()}` }}
    />
  );
};

const ChooseTeams = ({ organizationId, onChoose, onCancel }: ChooseProps) => {
  const [added, setAdded] = useState<readonly string[]>([]);
  const [removed, setRemoved] = useState<readonly string[]>([]);
  const choose = () =>
    onChoose({
      ...(added.length > 0 && { addTeamIds: [...added] }),
      ...(removed.length > 0 && { removeTeamIds: [...removed] }),
    });
  return (
    <Stack>
      <TeamsTo
        organizationId={organizationId}
        label="Add to teams"
        value={added}
        without={removed}
        onChange={setAdded}
      />
      <TeamsTo
        organizationId={organizationId}
        label="Remove from teams"
        value={removed}
        without={added}
        onChange={setRemoved}
      />
      <DialogButtons onCancel={onCancel}>
        <Button disabled={added.length + removed.length === 0} onClick={choose}>
          Preview
        </Button>
      </DialogButtons>
    </Stack>
  );
};

/** Asks which role or which teams members shall have. */
export const ChooseChange = ({ kind, ...props }: ChooseProps & { readonly kind: 'role' | 'teams' }) =>
  kind === 'role' ? <ChooseRole {...props} /> : <ChooseTeams {...props} />;
