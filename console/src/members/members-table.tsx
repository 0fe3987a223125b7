import { useTeamNaming } from '#console/roles-and-teams/team-names.tsx';
import type { MemberStatus } from '#console/ui/list-filters.ts';
import table from '#console/ui/list-table.module.css';
import { RowsInView } from '#console/ui/rows-in-view.tsx';
import { tableRoles } from '#console/ui/table-roles.ts';
import type { Invitation } from '#core/contract/invitation.ts';
import type { Member } from '#core/contract/organization.ts';
import { InvitedRow } from './invited-row.tsx';
import type { OnMemberAction } from './member-menu.tsx';
import { MemberRow } from './member-row.tsx';
import classes from './members-table.module.css';
import { SelectAllMembers } from './select-all-members.tsx';
import { SortHead } from './sort-head.tsx';
import { idOfListed, isMember, type Listed } from './use-people.ts';

type MembersTableProps = {
  readonly organizationId: string;
  readonly people: readonly Listed[];
  readonly status: MemberStatus;
  /** Whether more people may come. */
  readonly hasMore: boolean;
  readonly callerId: string;
  /** For admins. */
  readonly onAction: OnMemberAction | undefined;
  /** Selected members, for admins. */
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (member: Member, range: boolean) => void;
  readonly onChooseAll: (all: boolean) => void;
  readonly onOpen: (invitation: Invitation) => void;
  readonly onRevoke: (invitation: Invitation) => void;
  readonly onLook: (index: number) => void;
};

/** Heading of the time column, by status. */
const timeWords: Readonly<Record<MemberStatus, string>> = {
  active: 'Joined',
  invited: 'Expires',
  all: 'Joined / expires',
};

/** Members and people who were invited. The roles say that it is a table where it looks like cards. */
export const MembersTable = (props: MembersTableProps) => {
  const { organizationId, people, status, hasMore, callerId, onAction, onOpen, onRevoke, onLook } = props;
  const { chosen, onChoose, onChooseAll } = props;
  const isActive = status === 'active';
  const canSelect = isActive && onAction !== undefined;
  const naming = useTeamNaming(organizationId);
  const own = `${isActive ? '' : classes.withInvited} ${canSelect ? classes.selectableTable : ''}`;
  return (
    <table
      {...tableRoles.table}
      className={`${table.table} ${classes.table} ${own}`}
      aria-label="Members"
      aria-rowcount={hasMore ? -1 : people.length + 1}
    >
      <thead {...tableRoles.rows}>
        <tr {...tableRoles.row} aria-rowindex={1}>
          {canSelect && (
            <th {...tableRoles.head} className={classes.select}>
              <SelectAllMembers all={people.length} selected={chosen.size} onChange={onChooseAll} />
            </th>
          )}
          {isActive ? <SortHead sort="name">Name</SortHead> : <th {...tableRoles.head}>Name</th>}
          <th {...tableRoles.head} className={classes.role}>
            Role
          </th>
          <th {...tableRoles.head} className={classes.teams}>
            Teams
          </th>
          <th {...tableRoles.head} className={classes.status}>
            Status
          </th>
          {isActive ? (
            <SortHead sort="joinedAt" className={classes.joined}>
              {timeWords[status]}
            </SortHead>
          ) : (
            <th {...tableRoles.head} className={classes.joined}>
              {timeWords[status]}
            </th>
          )}
          {canSelect && (
            <th {...tableRoles.head} className={classes.signIn}>
              Last sign-in
            </th>
          )}
          {onAction && (
            <th {...tableRoles.head} className={classes.do}>
              Actions
            </th>
          )}
        </tr>
      </thead>
      <RowsInView items={people} idOf={idOfListed} estimate={69} onLook={onLook}>
        {(listed, index) =>
          isMember(listed) ? (
            <MemberRow
              key={listed.userId}
              member={listed}
              place={index + 2}
              naming={naming}
              isCaller={listed.userId === callerId}
              onAction={onAction}
              isSelectable={canSelect}
              chosen={chosen.has(listed.userId)}
              onChoose={onChoose}
            />
          ) : (
            <InvitedRow
              key={listed.id}
              invitation={listed}
              place={index + 2}
              naming={naming}
              onOpen={onOpen}
              onRevoke={onRevoke}
            />
          )
        }
      </RowsInView>
    </table>
  );
};
