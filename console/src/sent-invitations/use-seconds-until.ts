import { useEffect, useState } from 'react';

/** Whole seconds until a moment (epoch milliseconds), 0 from then on and where there is none. */
export const useSecondsUntil = (until: number | undefined): number => {
  const [now, setNow] = useState(() => Date.now());
  const seconds = until === undefined ? 0 : Math.max(Math.ceil((until - now) / 1000), 0);
  const counting = until !== undefined;
  useEffect(() => {
    if (!counting) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [counting]);
  return seconds;
};
