import { Button, Table } from '@mantine/core';
import type { Team } from '#core/contract/organization.ts';

type TeamListProps = {
  readonly teams: readonly Team[];
  /** For admins only. */
  readonly onDelete?: (team: Team) => void;
};

export const TeamList = ({ teams, onDelete }: TeamListProps) => (
  <Table verticalSpacing="sm" aria-label="Teams">
    <Table.Thead>
      <Table.Tr>
        <Table.Th>Name</Table.Th>
        {onDelete && <Table.Th ta="right">Actions</Table.Th>}
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {teams.map((team) => (
        <Table.Tr key={team.id}>
          <Table.Td fw={500} className="wraps-anywhere">
            {team.name}
          </Table.Td>
          {onDelete && (
            <Table.Td ta="right" w={120}>
              <Button
                size="xs"
                variant="default"
                onClick={() => onDelete(team)}
                aria-label={`Delete team ${team.name}`}
              >
                Delete
              </Button>
            </Table.Td>
          )}
        </Table.Tr>
      ))}
    </Table.Tbody>
  </Table>
);
