import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { teamsQuery } from '#console/api/queries.ts';

type TeamsChoiceProps = {
  readonly organizationId: string;
  readonly value: readonly string[];
  /** Text that names the people whom the choice affects. */
  readonly description?: string | undefined;
  readonly onChange: (teamIds: string[]) => void;
};

const mostTeams = 20;

/** Teams of the organization; nothing where it has none. */
export const TeamsChoice = ({ organizationId, value, description, onChange }: TeamsChoiceProps) => {
  const { data: teams = [] } = useQuery({ ...teamsQuery(organizationId), refetchOnMount: 'always' });
  if (teams.length === 0) return null;
  return (
    <MultiSelect
      label="Teams (optional)"
      description={description}
      placeholder={value.length === 0 ? 'Choose teams' : ''}
      data={teams.map(({ id, name }) => ({ value: id, label: name }))}
      // The form takes out one that was deleted since (`useGoneTeams`).
      value={value.filter((teamId) => teams.some(({ id }) => id === teamId))}
      onChange={onChange}
      maxValues={mostTeams}
      nothingFoundMessage="No matching teams"
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'Clear teams' }}
    />
  );
};
