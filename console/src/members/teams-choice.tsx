import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { teamsQuery } from '#console/api/queries.ts';

type TeamsChoiceProps = {
  readonly organizationId: string;
  readonly value: readonly string[];
  /** Whom the choice is for, where that has to be said. */
  readonly description?: string | undefined;
  readonly onChange: (teamIds: string[]) => void;
};

const mostTeams = 20;

/** Teams of the organization; nothing where it has none. */
export const TeamsChoice = ({ organizationId, value, description, onChange }: TeamsChoiceProps) => {
  const { data: teams = [] } = useQuery(teamsQuery(organizationId));
  if (teams.length === 0) return null;
  return (
    <MultiSelect
      label="Teams (optional)"
      description={description}
      placeholder={value.length === 0 ? 'Choose teams' : ''}
      data={teams.map(({ id, name }) => ({ value: id, label: name }))}
      // One that was deleted since is no choice any more.
      value={value.filter((teamId) => teams.some(({ id }) => id === teamId))}
      onChange={onChange}
      maxValues={mostTeams}
      nothingFoundMessage="No team of this name"
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'Take all teams out' }}
    />
  );
};
