import { memo } from 'react';
import { roleWords } from '#console/roles-and-teams/role-words.ts';
import { TeamNames } from '#console/roles-and-teams/team-names.tsx';
import type { TeamNaming } from '#console/roles-and-teams/team-naming.ts';
import { DeliveryMark } from '#console/sent-invitations/delivery-mark.tsx';
import { deliveryWords } from '#console/sent-invitations/delivery-words.ts';
import { ResendButton } from '#console/sent-invitations/resend-button.tsx';
import { Address } from '#console/ui/address.tsx';
import table from '#console/ui/list-table.module.css';
import { Picture } from '#console/ui/picture.tsx';
import { RowButton } from '#console/ui/row-button.tsx';
import { StatusBadge } from '#console/ui/status-badge.tsx';
import { tableRoles } from '#console/ui/table-roles.ts';
import { TimeText } from '#console/ui/time-text.tsx';
import { fromNow } from '#console/ui/times.ts';
import type { Invitation } from '#core/contract/invitation.ts';
import classes from './members-table.module.css';

type InvitedRowProps = {
  readonly invitation: Invitation;
  /** Its place in the table, from 1; the head is the first. */
  readonly place: number;
  readonly naming: TeamNaming;
  readonly onOpen: (invitation: Invitation) => void;
  readonly onRevoke: (invitation: Invitation) => void;
};

/** Someone who has not answered yet, among the members. */
export const InvitedRow = memo(({ invitation, place, naming, onOpen, onRevoke }: InvitedRowProps) => {
  const { id, email, role, teamIds, expiresAt } = invitation;
  const open = () => onOpen(invitation);
  return (
    <tr {...tableRoles.row} data-row={id} aria-rowindex={place} className={classes.invited}>
      <td {...tableRoles.cell} className={classes.nameCell}>
        <div className={classes.person}>
          <span className={classes.picture}>
            <Picture name={email} />
          </span>
          <button type="button" className={`${table.open} wraps-anywhere`} onClick={open}>
            <Address email={email} />
          </button>
        </div>
      </td>
      <td {...tableRoles.cell} className={classes.role}>
        {roleWords[role].name}
      </td>
      <td {...tableRoles.cell} className={classes.teams}>
        <TeamNames teamIds={teamIds} naming={naming} />
      </td>
      <td {...tableRoles.cell} className={classes.status}>
        <StatusBadge color="blue">Invited</StatusBadge>
        {deliveryWords(invitation).bad && (
          <div>
            <DeliveryMark invitation={invitation} onOpen={open} />
          </div>
        )}
      </td>
      <td {...tableRoles.cell} className={classes.joined}>
        <span className={table.narrowOnly}>Expires </span>
        <TimeText at={expiresAt} words={fromNow} />
      </td>
      <td {...tableRoles.cell} className={classes.do}>
        <div className={classes.actions}>
          <ResendButton invitation={invitation} />
          <RowButton onClick={() => onRevoke(invitation)} aria-label={`Revoke the invitation to ${email}`}>
            Revoke
          </RowButton>
        </div>
      </td>
    </tr>
  );
});
