import { type ChangeEvent, memo } from 'react';
import { roleWords } from '#console/roles-and-teams/role-words.ts';
import { TeamNames } from '#console/roles-and-teams/team-names.tsx';
import type { TeamNaming } from '#console/roles-and-teams/team-naming.ts';
import { Address } from '#console/ui/address.tsx';
import table from '#console/ui/list-table.module.css';
import { Picture } from '#console/ui/picture.tsx';
import { StatusBadge } from '#console/ui/status-badge.tsx';
import { tableRoles } from '#console/ui/table-roles.ts';
import { onDate, onDay } from '#console/ui/times.ts';
import type { Member } from '#core/contract/organization.ts';
import { MemberMenu, type OnMemberAction } from './member-menu.tsx';
import classes from './members-table.module.css';

type MemberRowProps = {
  readonly member: Member;
  /** Its place in the table, from 1; the head is the first. */
  readonly place: number;
  readonly naming: TeamNaming;
  readonly isCaller: boolean;
  /** For those who may change members. */
  readonly onAction: OnMemberAction | undefined;
  /** Whether members are selected to be changed together; then the last sign-in is shown, too. */
  readonly isSelectable: boolean;
  readonly chosen: boolean;
  readonly onChoose: (member: Member, range: boolean) => void;
};

const isRange = ({ nativeEvent }: ChangeEvent): boolean => nativeEvent instanceof MouseEvent && nativeEvent.shiftKey;

/** A member; with actions for those who may change members. */
export const MemberRow = memo((props: MemberRowProps) => {
  const { member, place, naming, isCaller, onAction, isSelectable, chosen, onChoose } = props;
  const { userId, name, email, pictureUrl, role, teamIds, joinedAt, lastSignInOn } = member;
  return (
    <tr
      {...tableRoles.row}
      data-row={userId}
      aria-rowindex={place}
      className={`${isSelectable ? classes.selectable : ''} ${chosen ? classes.chosen : ''}`}
    >
      {isSelectable && (
        <td {...tableRoles.cell} className={classes.select}>
          <input
            type="checkbox"
            className={table.checkbox}
            checked={chosen}
            onChange={(event) => onChoose(member, isRange(event))}
            aria-label={`Select ${email}`}
          />
        </td>
      )}
      <td {...tableRoles.cell} className={classes.nameCell}>
        <div className={classes.person}>
          <Picture src={pictureUrl} name={name} />
          <div className="wraps-anywhere">
            <span className={classes.name}>{name}</span>
            {isCaller && <span className={table.dimmed}> (you)</span>}
            <div className={table.dimmed}>
              <Address email={email} />
            </div>
          </div>
        </div>
      </td>
      <td {...tableRoles.cell} className={classes.role}>
        {roleWords[role].name}
      </td>
      <td {...tableRoles.cell} className={classes.teams}>
        <TeamNames teamIds={teamIds} naming={naming} />
      </td>
      <td {...tableRoles.cell} className={classes.status}>
        <StatusBadge color="teal">Active</StatusBadge>
      </td>
      <td {...tableRoles.cell} className={classes.joined}>
        <span className={table.narrowOnly}>Joined </span>
        {onDate(joinedAt)}
      </td>
      {isSelectable && (
        <td {...tableRoles.cell} className={classes.signIn}>
          <span className={table.narrowOnly}>Last sign-in </span>
          {lastSignInOn === null ? 'Never' : onDay(lastSignInOn)}
        </td>
      )}
      {onAction && (
        <td {...tableRoles.cell} className={classes.do}>
          <MemberMenu member={member} isCaller={isCaller} onAction={onAction} />
        </td>
      )}
    </tr>
  );
});
