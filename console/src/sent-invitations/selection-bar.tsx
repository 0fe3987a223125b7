import { Button } from '@mantine/core';
import { takingOut } from '#console/dialogs/focus-back.ts';
import classes from './selection-bar.module.css';

type SelectionBarProps = {
  readonly count: number;
  readonly onResend: () => void;
  readonly onRevoke: () => void;
  readonly onClear: () => void;
};

/** Actions on the selected invitations. */
export const SelectionBar = ({ count, onResend, onRevoke, onClear }: SelectionBarProps) => (
  <section className={classes.bar} aria-label="Selected invitations">
    <span className={classes.count} role="status">
      {count.toLocaleString('en-US')} selected
    </span>
    <Button size="xs" variant="default" onClick={onResend}>
      Resend
    </Button>
    <Button size="xs" variant="default" onClick={onRevoke}>
      Revoke
    </Button>
    <Button size="xs" variant="subtle" onClick={() => takingOut(onClear)}>
      Clear selection
    </Button>
  </section>
);
