import { useOnline } from './connection.ts';
import classes from './offline-banner.module.css';

/** Shown until the network is back. The lists are then fetched again. */
export const OfflineBanner = () => {
  const online = useOnline();
  return (
    <div role="status" aria-label="Connection">
      {!online && (
        <div className={classes.banner}>You’re offline. Data may be out of date, and changes can’t be saved.</div>
      )}
    </div>
  );
};
