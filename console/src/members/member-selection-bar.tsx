import { Button } from '@mantine/core';
import classes from '#console/bulk/selection-bar.module.css';
import { takingOut } from '#console/dialogs/focus-back.ts';
import type { ChangeKind } from './member-results.ts';

type MemberSelectionBarProps = {
  readonly count: number;
  /** Selects all that match the filters, also those that are not loaded. Undefined where all are. */
  readonly onSelectAll: (() => void) | undefined;
  readonly isSelecting: boolean;
  readonly onChange: (kind: ChangeKind) => void;
  readonly onClear: () => void;
};

/** Actions on the selected members. */
export const MemberSelectionBar = (props: MemberSelectionBarProps) => {
  const { count, onSelectAll, isSelecting, onChange, onClear } = props;
  return (
    <section className={classes.bar} aria-label="Selected members">
      <span className={classes.count} role="status">
        {count.toLocaleString('en-US')} selected
      </span>
      {onSelectAll && (
        <Button size="xs" variant="subtle" loading={isSelecting} onClick={onSelectAll}>
          Select all that match
        </Button>
      )}
      <Button size="xs" variant="default" onClick={() => onChange('role')}>
        Change role
      </Button>
      <Button size="xs" variant="default" onClick={() => onChange('teams')}>
        Change teams
      </Button>
      <Button size="xs" variant="default" onClick={() => onChange('remove')}>
        Remove
      </Button>
      <Button size="xs" variant="subtle" onClick={() => takingOut(onClear)}>
        Clear selection
      </Button>
    </section>
  );
};
