import { useEffect, useReducer } from 'react';

/** Whole seconds until a moment (epoch milliseconds), 0 from then on. */
export const useSecondsUntil = (until: number): number => {
  const [, lookAgain] = useReducer((looks: number) => looks + 1, 0);
  const seconds = Math.max(Math.ceil((until - Date.now()) / 1000), 0);
  const counting = seconds > 0;
  useEffect(() => {
    if (!counting) return;
    const timer = setInterval(lookAgain, 500);
    return () => clearInterval(timer);
  }, [counting]);
  return seconds;
};
