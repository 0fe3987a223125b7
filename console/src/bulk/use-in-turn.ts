import { notifications } from '@mantine/notifications';
import { useCallback, useEffect, useRef, useState } from 'react';
import { inTurn } from './in-turn.ts';
import { type Run, type RunVerb, runWords } from './run-words.ts';

/**
 * Does the same to each of several, until it is stopped. It continues when the person goes to another page, where a
 * notice says how it ended; before the tab is closed, the browser asks.
 */
export const useInTurn = <T>(act: (item: T) => Promise<unknown>, verb: RunVerb) => {
  const [run, setRun] = useState<Run<T>>();
  const stopping = useRef(new AbortController());
  const isThere = useRef(true);
  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);
  const start = useCallback(
    async (items: readonly T[]) => {
      const total = items.length;
      const show = (progress: Omit<Run<T>, 'total'>) => setRun({ ...progress, total });
      show({ done: 0, failures: [], left: [], isOver: false });
      const askBeforeClosing = (event: BeforeUnloadEvent) => event.preventDefault();
      window.addEventListener('beforeunload', askBeforeClosing);
      const last = await inTurn(items, {
        act,
        signal: stopping.current.signal,
        onProgress: (progress) => show({ ...progress, left: [], isOver: false }),
      });
      window.removeEventListener('beforeunload', askBeforeClosing);
      show({ ...last, isOver: true });
      if (isThere.current) return;
      const color = last.failures.length > 0 ? 'red' : 'teal';
      notifications.show({ color, message: runWords({ ...last, total, isOver: true }, verb) });
    },
    [act, verb],
  );
  const stop = useCallback(() => stopping.current.abort(), []);
  return { run, start, stop };
};
