import classes from './status-badge.module.css';

type StatusBadgeProps = { readonly color: 'blue' | 'teal' | 'gray' | 'red'; readonly children: string };

/** The status of a member or an invitation, as a dot and a word. */
export const StatusBadge = ({ color, children }: StatusBadgeProps) => (
  <span className={classes.status} data-color={color}>
    {children}
  </span>
);
