import { Checkbox, Table } from '@mantine/core';
import type { Invitation, InvitationStatus } from '#core/contract/invitation.ts';
import { InvitationRow } from './invitation-row.tsx';
import { endWords } from './invitation-status.ts';
import classes from './invitations-table.module.css';

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

type HeadProps = Pick<InvitationsTableProps, 'invitations' | 'status' | 'chosen' | 'onChoose'>;

const Head = ({ invitations, status, chosen, onChoose }: HeadProps) => {
  const selected = invitations.filter(({ id }) => chosen.has(id)).length;
  const all = selected === invitations.length;
  return (
    <Table.Thead role="rowgroup">
      <Table.Tr role="row">
        {status === 'pending' && (
          <Table.Th role="columnheader" className={classes.select}>
            <Checkbox
              checked={all}
              indeterminate={selected > 0 && !all}
              onChange={() => onChoose(all ? new Set() : new Set(invitations.map(({ id }) => id)))}
              label={<span className={classes.narrowOnly}>Select all</span>}
              aria-label="Select all shown"
            />
          </Table.Th>
        )}
        <Table.Th role="columnheader">Address</Table.Th>
        <Table.Th role="columnheader" className={classes.role}>
          Role and teams
        </Table.Th>
        <Table.Th role="columnheader" className={classes.sent}>
          Sent
        </Table.Th>
        <Table.Th role="columnheader" className={classes.ends}>
          {endWords[status]}
        </Table.Th>
        <Table.Th role="columnheader" className={classes.delivery}>
          Delivery
        </Table.Th>
        {status !== 'accepted' && (
          <Table.Th role="columnheader" className={classes.actions}>
            Actions
          </Table.Th>
        )}
      </Table.Tr>
    </Table.Thead>
  );
};

/** Invitations of one status; pending ones can be selected. The roles say that it is a table where it looks like cards. */
export const InvitationsTable = (props: InvitationsTableProps) => {
  const { invitations, status, now, chosen, onChoose, onOpen, onRevoke, onInviteAgain } = props;
  return (
    <Table
      verticalSpacing="sm"
      role="table"
      className={classes.table}
      aria-label={status === 'pending' ? 'Pending Invitations' : `${endWords[status]} invitations`}
    >
      <Head {...props} />
      <Table.Tbody role="rowgroup">
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
