import { Button, Group, Table } from '@mantine/core';
import { useState } from 'react';
import { takingOut } from '#console/dialogs/focus-back.ts';
import type { Team } from '#core/contract/organization.ts';
import { RenameTeam } from './rename-team.tsx';

type TeamListProps = {
  readonly organizationId: string;
  readonly teams: readonly Team[];
  /** For admins only. */
  readonly onDelete?: (team: Team) => void;
};

/** The teams, with their names to change in place. */
export const TeamList = ({ organizationId, teams, onDelete }: TeamListProps) => {
  const [renamed, setRenamed] = useState<string>();
  return (
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
              {renamed === team.id ? (
                <RenameTeam
                  organizationId={organizationId}
                  team={team}
                  onClose={() => takingOut(() => setRenamed(undefined))}
                />
              ) : (
                team.name
              )}
            </Table.Td>
            {onDelete && (
              <Table.Td ta="right" w={190}>
                <Group gap="xs" justify="flex-end" wrap="nowrap">
                  <Button
                    size="xs"
                    variant="default"
                    onClick={() => setRenamed(team.id)}
                    aria-label={`Rename team ${team.name}`}
                  >
                    Rename
                  </Button>
                  <Button
                    size="xs"
                    variant="default"
                    onClick={() => onDelete(team)}
                    aria-label={`Delete team ${team.name}`}
                  >
                    Delete
                  </Button>
                </Group>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
};
