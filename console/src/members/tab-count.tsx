import classes from './tab-count.module.css';

/** How many there are behind a tab; nothing until that is known. */
export const TabCount = ({ count }: { readonly count: string | undefined }) =>
  count === undefined ? null : <span className={classes.count}>{count}</span>;
