import { useOnline } from './connection.ts';
import classes from './offline-banner.module.css';

/** Stays until the network is back; then the lists are fetched again by themselves. */
export const OfflineBanner = () => {
  const online = useOnline();
  return (
    <div role="status" aria-label="Connection">
      {!online && (
        <div className={classes.banner}>You are offline. What you see may be old, and nothing can be saved.</div>
      )}
    </div>
  );
};
