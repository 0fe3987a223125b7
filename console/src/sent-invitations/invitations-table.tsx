import { useTeamNaming } from '#console/roles-and-teams/team-names.tsx';
import table from '#console/ui/list-table.module.css';
import { RowsInView } from '#console/ui/rows-in-view.tsx';
import { tableRoles } from '#console/ui/table-roles.ts';
import type { Invitation, InvitationStatus } from '#core/contract/invitation.ts';
import { type InvitationActions, InvitationRow } from './invitation-row.tsx';
import { endWords } from './invitation-status.ts';
import classes from './invitations-table.module.css';
import type { Successor } from './use-successors.ts';

type InvitationsTableProps = InvitationActions & {
  readonly organizationId: string;
  readonly invitations: readonly Invitation[];
  readonly status: InvitationStatus;
  /** Whether more may come. */
  readonly hasMore: boolean;
  readonly chosen: ReadonlySet<string>;
  readonly onChooseAll: (all: boolean) => void;
  readonly successors: ReadonlyMap<string, Successor>;
  readonly onLook: (index: number) => void;
};

type SelectAllProps = Pick<InvitationsTableProps, 'invitations' | 'chosen' | 'onChooseAll'>;

const SelectAll = ({ invitations, chosen, onChooseAll }: SelectAllProps) => {
  const selected = invitations.reduce((count, { id }) => count + (chosen.has(id) ? 1 : 0), 0);
  const all = selected === invitations.length;
  return (
    <label className={classes.selectAll}>
      <input
        type="checkbox"
        className={table.checkbox}
        checked={all}
        ref={(box) => {
          if (box) box.indeterminate = selected > 0 && !all;
        }}
        onChange={() => onChooseAll(!all)}
        aria-label="Select all on this page"
      />
      <span className={table.narrowOnly}>Select all</span>
    </label>
  );
};

const idOf = ({ id }: Invitation): string => id;

const Head = (props: InvitationsTableProps) => {
  const { status } = props;
  return (
    <thead {...tableRoles.rows}>
      <tr {...tableRoles.row} aria-rowindex={1}>
        {status !== 'accepted' && (
          <th {...tableRoles.head} className={classes.select}>
            <SelectAll {...props} />
          </th>
        )}
        <th {...tableRoles.head}>Email</th>
        <th {...tableRoles.head} className={classes.role}>
          Role and teams
        </th>
        <th {...tableRoles.head} className={classes.sent}>
          Last sent
        </th>
        <th {...tableRoles.head} className={classes.ends}>
          {endWords[status]}
        </th>
        <th {...tableRoles.head} className={classes.delivery}>
          Delivery
        </th>
        {status !== 'accepted' && (
          <th {...tableRoles.head} className={classes.actions}>
            Actions
          </th>
        )}
      </tr>
    </thead>
  );
};

/** Invitations of one status; all but accepted ones can be selected. The roles say that it is a table where it looks like cards. */
export const InvitationsTable = (props: InvitationsTableProps) => {
  const { organizationId, invitations, status, hasMore, chosen, successors, onLook } = props;
  const { onChoose, onOpen, onRevoke, onInviteAgain } = props;
  const naming = useTeamNaming(organizationId);
  return (
    <table
      {...tableRoles.table}
      className={`${table.table} ${classes.table}`}
      aria-label={status === 'pending' ? 'Pending Invitations' : `${endWords[status]} invitations`}
      aria-rowcount={hasMore ? -1 : invitations.length + 1}
    >
      <Head {...props} />
      <RowsInView items={invitations} idOf={idOf} estimate={85} onLook={onLook}>
        {(invitation, index) => (
          <InvitationRow
            key={invitation.id}
            invitation={invitation}
            status={status}
            place={index + 2}
            naming={naming}
            chosen={chosen.has(invitation.id)}
            successor={successors.get(invitation.email)}
            onChoose={onChoose}
            onOpen={onOpen}
            onRevoke={onRevoke}
            onInviteAgain={onInviteAgain}
          />
        )}
      </RowsInView>
    </table>
  );
};
