import classes from './tab-count.module.css';

/** Number of items in a tab; empty until it is known. */
export const TabCount = ({ count }: { readonly count: string | undefined }) =>
  count === undefined ? null : <span className={classes.count}>{count}</span>;
