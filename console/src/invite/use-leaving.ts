import { useEffect, useRef, useState } from 'react';
import { type Location, useBlocker } from 'react-router';
import { isInviting } from '#console/dialogs/invite-address.ts';

type Leaving = {
  /** True if input would be lost. */
  readonly asks: boolean;
  /** True while the dialog can't be closed. */
  readonly stays: boolean;
  /** Leaves the address of the dialog. */
  readonly onLeave: () => void;
};

const leaves = ({ pathname }: Location, next: Location): boolean =>
  pathname !== next.pathname || !isInviting(next.search);

/** Asks before the dialog is left with something in it: by its own buttons, the back button, or a link. */
export const useLeaving = ({ asks, stays, onLeave }: Leaving) => {
  const [isAsked, setAsked] = useState(false);
  const isFree = useRef(false);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => !isFree.current && (asks || stays) && leaves(currentLocation, nextLocation),
  );
  const isBlocked = blocker.state === 'blocked';
  useEffect(() => {
    if (isBlocked && stays) blocker.reset();
  }, [isBlocked, stays, blocker]);
  const asking = (isBlocked && !stays) || isAsked;
  const stay = () => {
    blocker.reset?.();
    setAsked(false);
  };
  const leave = () => {
    if (isFree.current) return;
    isFree.current = true;
    if (isBlocked) blocker.proceed();
    else onLeave();
  };
  return {
    asking,
    stay,
    leave,
    /** Closes the dialog, or asks; a second time means to stay. */
    close: () => {
      if (stays) return;
      if (asking) stay();
      else if (asks) setAsked(true);
      else leave();
    },
  };
};
