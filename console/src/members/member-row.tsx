import { memo } from 'react';
import table from '#console/ui/list-table.module.css';
import { tableRoles } from '#console/ui/table-roles.ts';
import type { Member } from '#core/contract/organization.ts';
import { Address } from './address.tsx';
import { MemberMenu, type OnMemberAction } from './member-menu.tsx';
import classes from './members-table.module.css';
import { Picture } from './picture.tsx';
import { roleWords } from './role-words.ts';
import { StatusBadge } from './status-badge.tsx';
import { TeamNames, type TeamNaming } from './team-names.tsx';
import { onDate } from './times.ts';

type MemberRowProps = {
  readonly member: Member;
  /** Its place in the table, from 1; the head is the first. */
  readonly place: number;
  readonly naming: TeamNaming;
  readonly isCaller: boolean;
  /** For those who may change members. */
  readonly onAction: OnMemberAction | undefined;
};

/** A member; with actions for those who may change members. */
export const MemberRow = memo(({ member, place, naming, isCaller, onAction }: MemberRowProps) => {
  const { userId, name, email, pictureUrl, role, teamIds, joinedAt } = member;
  return (
    <tr {...tableRoles.row} data-row={userId} aria-rowindex={place}>
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
      {onAction && (
        <td {...tableRoles.cell} className={classes.do}>
          <MemberMenu member={member} isCaller={isCaller} onAction={onAction} />
        </td>
      )}
    </tr>
  );
});
