import { Checkbox, Table } from '@mantine/core';
import type { Invitation, InvitationStatus } from '#core/contract/invitation.ts';
import { InvitationRow } from './invitation-row.tsx';
import { endWords } from './invitation-status.ts';

type InvitationsTableProps = {
  readonly invitations: readonly Invitation[];
  readonly status: InvitationStatus;
  readonly now: number;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (ids: ReadonlySet<string>) => void;
  readonly onOpen: (invitation: Invitation) => void;
  readonly onRevoke: (invitation: Invitation) => void;
  readonly onInviteAgain: (invitation: Invitation) => void;
};

const toggled = (chosen: ReadonlySet<string>, id: string): ReadonlySet<string> =>
  chosen.has(id) ? new Set([...chosen].filter((other) => other !== id)) : new Set([...chosen, id]);

/** Invitations of one status; pending ones can be selected. */
export const InvitationsTable = (props: InvitationsTableProps) => {
  const { invitations, status, now, chosen, onChoose, onOpen, onRevoke, onInviteAgain } = props;
  const selected = invitations.filter(({ id }) => chosen.has(id)).length;
  const all = selected === invitations.length;
  return (
    <Table
      verticalSpacing="sm"
      aria-label={status === 'pending' ? 'Pending Invitations' : `${endWords[status]} invitations`}
    >
      <Table.Thead>
        <Table.Tr>
          {status === 'pending' && (
            <Table.Th w={36}>
              <Checkbox
                checked={all}
                indeterminate={selected > 0 && !all}
                onChange={() => onChoose(all ? new Set() : new Set(invitations.map(({ id }) => id)))}
                aria-label="Select all shown"
              />
            </Table.Th>
          )}
          <Table.Th miw={200}>Address</Table.Th>
          <Table.Th visibleFrom="md">Role and teams</Table.Th>
          <Table.Th visibleFrom="lg">Invited by</Table.Th>
          <Table.Th visibleFrom="sm">Sent</Table.Th>
          <Table.Th visibleFrom="sm">{endWords[status]}</Table.Th>
          <Table.Th visibleFrom="sm">Delivery</Table.Th>
          {status !== 'accepted' && <Table.Th ta="end">Actions</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {invitations.map((invitation) => (
          <InvitationRow
            key={invitation.id}
            invitation={invitation}
            status={status}
            now={now}
            chosen={chosen.has(invitation.id)}
            onChoose={() => onChoose(toggled(chosen, invitation.id))}
            onOpen={() => onOpen(invitation)}
            onRevoke={() => onRevoke(invitation)}
            onInviteAgain={() => onInviteAgain(invitation)}
          />
        ))}
      </Table.Tbody>
    </Table>
  );
};
