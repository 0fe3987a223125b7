import { Pill } from '@mantine/core';
import { memo } from 'react';
import classes from './addresses-box.module.css';

type AddressChipProps = {
  readonly email: string;
  readonly fault: string | undefined;
  readonly onCorrect: (email: string) => void;
  readonly onRemove: (email: string) => void;
};

/** An address in the box: pressed, it goes back to where it is typed. Told faulty by more than color. */
export const AddressChip = memo(({ email, fault, onCorrect, onRemove }: AddressChipProps) => (
  <Pill
    size="lg"
    withRemoveButton
    onRemove={() => onRemove(email)}
    removeButtonProps={{ 'aria-label': `Remove ${email}`, tabIndex: 0, 'aria-hidden': false }}
    className={fault === undefined ? classes.chip : `${classes.chip} ${classes.faulty}`}
  >
    <button
      type="button"
      className={classes.correct}
      onClick={() => onCorrect(email)}
      title={fault ?? 'Correct this address'}
      aria-label={fault === undefined ? `Correct ${email}` : `Correct ${email}: ${fault}`}
    >
      {fault !== undefined && '⚠ '}
      {email}
    </button>
  </Pill>
));
