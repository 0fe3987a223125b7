import table from '#console/ui/list-table.module.css';
import { RowButton } from '#console/ui/row-button.tsx';
import type { Successor } from './use-successors.ts';

type InviteAgainProps = {
  readonly email: string;
  /** The later invitation or membership, if loaded. */
  readonly successor: Successor | undefined;
  readonly onOpen: (invitationId: string) => void;
  readonly onInvite: () => void;
};

/** Invites the person of a settled invitation again, or says that this was done already. */
export const InviteAgain = ({ email, successor, onOpen, onInvite }: InviteAgainProps) => {
  if (successor?.kind === 'member') return <span className={table.dimmed}>Now a member</span>;
  if (successor)
    return (
      <button
        type="button"
        className={table.open}
        onClick={() => onOpen(successor.invitationId)}
        aria-label={`Invited again: show the pending invitation to ${email}`}
      >
        Invited again
      </button>
    );
  return (
    <RowButton onClick={onInvite} aria-label={`Invite again: ${email}`}>
      Invite again
    </RowButton>
  );
};
