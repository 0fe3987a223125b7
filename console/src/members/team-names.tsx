import { Badge, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { teamsQuery } from '#console/api/queries.ts';

type TeamNamesProps = { readonly organizationId: string; readonly teamIds: readonly string[] };

export const TeamNames = ({ organizationId, teamIds }: TeamNamesProps) => {
  const { data: teams = [] } = useQuery(teamsQuery(organizationId));
  const named = teams.filter(({ id }) => teamIds.includes(id));
  return (
    <Group gap={4}>
      {named.map(({ id, name }) => (
        <Badge key={id} variant="default" tt="none" fw={500} className="team">
          {name}
        </Badge>
      ))}
    </Group>
  );
};
