import { Table } from '@mantine/core';
import type { Team } from '#core/contract/organization.ts';
import { TeamRow } from './team-row.tsx';

type TeamListProps = {
  readonly organizationId: string;
  readonly teams: readonly Team[];
  /** For admins only. */
  readonly onDelete?: (team: Team) => void;
};

/** The teams, with their names to change in place. */
export const TeamList = ({ organizationId, teams, onDelete }: TeamListProps) => (
  <Table verticalSpacing="sm" aria-label="Teams">
    <Table.Thead>
      <Table.Tr>
        <Table.Th>Name</Table.Th>
        {onDelete && <Table.Th ta="right">Actions</Table.Th>}
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {teams.map((team) => (
        <TeamRow key={team.id} organizationId={organizationId} team={team} onDelete={onDelete} />
      ))}
    </Table.Tbody>
  </Table>
);
