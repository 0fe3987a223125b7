import type { ComponentProps } from 'react';
import classes from './row-button.module.css';

type RowButtonProps = Omit<ComponentProps<'button'>, 'type' | 'disabled'> & {
  /** Looks and sounds disabled, but stays in the order of the keyboard. */
  readonly isOff?: boolean;
};

/** A small button in a row of a list. */
export const RowButton = ({ isOff = false, className, ...others }: RowButtonProps) => (
  <button
    type="button"
    className={className === undefined ? classes.button : `${classes.button} ${className}`}
    {...(isOff && { 'aria-disabled': true })}
    {...others}
  />
);
