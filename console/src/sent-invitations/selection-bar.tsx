import { Button } from '@mantine/core';
import classes from '#console/bulk/selection-bar.module.css';
import { takingOut } from '#console/dialogs/focus-back.ts';

type SelectionBarProps = {
  readonly count: number;
  /** For pending invitations. */
  readonly onResend: (() => void) | undefined;
  /** For pending invitations. */
  readonly onRevoke: (() => void) | undefined;
  /** For invitations that ended or were not delivered. */
  readonly onInviteAgain: (() => void) | undefined;
  readonly onClear: () => void;
};

/** Actions on the selected invitations. */
export const SelectionBar = ({ count, onResend, onRevoke, onInviteAgain, onClear }: SelectionBarProps) => (
  <section className={classes.bar} aria-label="Selected invitations">
    <span className={classes.count} role="status">
      {count.toLocaleString('en-US')} selected
    </span>
    {onInviteAgain && (
      <Button size="xs" variant="default" onClick={onInviteAgain}>
        Invite again
      </Button>
    )}
    {onResend && (
      <Button size="xs" variant="default" onClick={onResend}>
        Resend
      </Button>
    )}
    {onRevoke && (
      <Button size="xs" variant="default" onClick={onRevoke}>
        Revoke
      </Button>
    )}
    <Button size="xs" variant="subtle" onClick={() => takingOut(onClear)}>
      Clear selection
    </Button>
  </section>
);
