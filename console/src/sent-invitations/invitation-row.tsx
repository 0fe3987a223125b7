import { type ChangeEvent, memo } from 'react';
import { roleWords } from '#console/roles-and-teams/role-words.ts';
import { TeamNames } from '#console/roles-and-teams/team-names.tsx';
import type { TeamNaming } from '#console/roles-and-teams/team-naming.ts';
import { Address } from '#console/ui/address.tsx';
import table from '#console/ui/list-table.module.css';
import { RowButton } from '#console/ui/row-button.tsx';
import { tableRoles } from '#console/ui/table-roles.ts';
import { TimeText } from '#console/ui/time-text.tsx';
import { sinceThen } from '#console/ui/times.ts';
import type { Invitation, InvitationStatus } from '#core/contract/invitation.ts';
import { DeliveryMark } from './delivery-mark.tsx';
import { endFromNow, endOf, endWords } from './invitation-status.ts';
import classes from './invitations-table.module.css';
import { InviteAgain } from './invite-again.tsx';
import { ResendButton } from './resend-button.tsx';
import type { Successor } from './use-successors.ts';

/** Callbacks of a row. They keep their identity, so that memoized rows do not render again. */
export type InvitationActions = {
  /** `range`: for all between the one that was chosen last and this one. */
  readonly onChoose: (invitation: Invitation, range: boolean) => void;
  /** Shows an invitation: this one, or another by its id. */
  readonly onOpen: (invitationId: string) => void;
  readonly onRevoke: (invitation: Invitation) => void;
  readonly onInviteAgain: (invitation: Invitation) => void;
};

type InvitationRowProps = InvitationActions & {
  readonly invitation: Invitation;
  readonly status: InvitationStatus;
  /** Its place in the table, from 1; the head is the first. */
  readonly place: number;
  readonly naming: TeamNaming;
  readonly chosen: boolean;
  /** The later invitation or membership, if loaded. */
  readonly successor: Successor | undefined;
};

const Actions = (props: InvitationRowProps) => {
  const { invitation, status, successor, onOpen, onRevoke, onInviteAgain } = props;
  const { email } = invitation;
  if (status !== 'pending')
    return (
      <InviteAgain email={email} successor={successor} onOpen={onOpen} onInvite={() => onInviteAgain(invitation)} />
    );
  return (
    <div className={classes.buttons}>
      <ResendButton invitation={invitation} />
      <RowButton onClick={() => onRevoke(invitation)} aria-label={`Revoke the invitation to ${email}`}>
        Revoke
      </RowButton>
    </div>
  );
};

/** When, by whom and how often it was sent. */
const Sending = ({ invitation: { invitedBy, sentCount, lastSentAt } }: { readonly invitation: Invitation }) => (
  <td {...tableRoles.cell} className={classes.sent}>
    <span className={table.narrowOnly}>Sent </span>
    <TimeText at={lastSentAt} words={sinceThen} />
    <div className={`${table.dimmed} ${table.small} ${table.oneLine}`} title={`${invitedBy.name} (${invitedBy.email})`}>
      by {invitedBy.name}
    </div>
    {sentCount > 1 && <div className={`${table.dimmed} ${table.small}`}>{sentCount} emails</div>}
  </td>
);

const isRange = ({ nativeEvent }: ChangeEvent): boolean => nativeEvent instanceof MouseEvent && nativeEvent.shiftKey;

/** An invitation, with what can be done about it. */
export const InvitationRow = memo((props: InvitationRowProps) => {
  const { invitation, status, place, naming, chosen, onChoose, onOpen } = props;
  const { id, email, role, teamIds, newInvitationRequestedAt } = invitation;
  const open = () => onOpen(id);
  return (
    <tr {...tableRoles.row} data-row={id} aria-rowindex={place} className={chosen ? classes.chosen : undefined}>
      {status !== 'accepted' && (
        <td {...tableRoles.cell} className={classes.select}>
          <input
            type="checkbox"
            className={table.checkbox}
            checked={chosen}
            onChange={(event) => onChoose(invitation, isRange(event))}
            aria-label={`Select ${email}`}
          />
        </td>
      )}
      <td {...tableRoles.cell} className={`${classes.address} wraps-anywhere`}>
        <button type="button" className={table.open} onClick={open}>
          <Address email={email} />
        </button>
        {newInvitationRequestedAt !== null && (
          <div className={table.small}>
            Requested a new invitation <TimeText at={newInvitationRequestedAt} words={sinceThen} />
          </div>
        )}
      </td>
      <td {...tableRoles.cell} className={classes.role}>
        {roleWords[role].name}
        <TeamNames teamIds={teamIds} naming={naming} />
      </td>
      <Sending invitation={invitation} />
      <td {...tableRoles.cell} className={classes.ends}>
        <span className={table.narrowOnly}>{endWords[status]} </span>
        <TimeText at={endOf(invitation)} words={(_, now) => endFromNow(invitation, now)} />
      </td>
      <td {...tableRoles.cell} className={classes.delivery}>
        <DeliveryMark invitation={invitation} onOpen={open} />
      </td>
      {status !== 'accepted' && (
        <td {...tableRoles.cell} className={classes.actions}>
          <Actions {...props} />
        </td>
      )}
    </tr>
  );
});
