import { useEffect, useState, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for the page: it ticks each second while anything follows it. */
const follow = (listener: () => void): (() => void) => {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const tell of listeners) tell();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
};

/** Returns `read` of the current time (epoch milliseconds). Renders again only when the result changes. */
export const useByTheClock = <T extends string | number | boolean | undefined>(read: (now: number) => T): T =>
  useSyncExternalStore(follow, () => read(Date.now()));

// Timers stand still while a computer sleeps, and can't wait for longer than three weeks.
const longestWait = 60_000;

/** The time (epoch milliseconds) as it was when the last of these moments passed. */
export const useNowAfter = (moments: readonly number[]): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const next = moments.reduce((soonest, at) => (at > now && at < soonest ? at : soonest), Number.POSITIVE_INFINITY);
    if (next === Number.POSITIVE_INFINITY) return;
    const timer = setTimeout(() => setNow(Date.now()), Math.min(Math.max(next - Date.now(), 0), longestWait));
    return () => clearTimeout(timer);
  }, [moments, now]);
  return now;
};
