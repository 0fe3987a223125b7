import { Pill } from '@mantine/core';
import { memo } from 'react';
import classes from './addresses-box.module.css';

type AddressChipProps = {
  readonly email: string;
  readonly fault: string | undefined;
  readonly onEdit: (email: string) => void;
  readonly onRemove: (email: string) => void;
};

/** An address in the box. Pressed, it goes back to the field. A faulty one has a sign, not only a color. */
export const AddressChip = memo(({ email, fault, onEdit, onRemove }: AddressChipProps) => (
  <Pill
    size="lg"
    withRemoveButton
    onRemove={() => onRemove(email)}
    // Any value of aria-hidden, even false, takes the button out of the order of the Tab key (Mantine's focus trap).
    removeButtonProps={{ 'aria-label': `Remove ${email}`, tabIndex: 0, 'aria-hidden': undefined }}
    className={fault === undefined ? classes.chip : `${classes.chip} ${classes.faulty}`}
  >
    <button
      type="button"
      className={classes.edit}
      onClick={() => onEdit(email)}
      title={fault ?? 'Edit'}
      aria-label={fault === undefined ? `Edit ${email}` : `Edit ${email}: ${fault}`}
    >
      {fault !== undefined && '⚠ '}
      {email}
    </button>
  </Pill>
));
