import { useEffect } from 'react';
import { type Location, useBlocker } from 'react-router';
import { isInviting } from '../dialogs/invite-address.ts';

type Leaving = {
  /** Whether something would be lost. */
  readonly asks: boolean;
  /** Whether the dialog can't be left at all for now. */
  readonly stays: boolean;
};

const leaves = ({ pathname }: Location, next: Location): boolean =>
  pathname !== next.pathname || !isInviting(next.search);

/** Whatever closes the dialog leaves its address: the back button, a link, Escape. That is where it is asked, once. */
export const useLeaving = ({ asks, stays }: Leaving) => {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => (asks || stays) && leaves(currentLocation, nextLocation),
  );
  const isBlocked = blocker.state === 'blocked';
  useEffect(() => {
    if (isBlocked && stays) blocker.reset();
  }, [isBlocked, stays, blocker]);
  return {
    asking: isBlocked && !stays,
    stay: () => blocker.reset?.(),
    leave: () => blocker.proceed?.(),
  };
};
