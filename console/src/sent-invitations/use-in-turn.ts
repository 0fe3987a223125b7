import { useCallback, useEffect, useRef, useState } from 'react';
import { inTurn, type Progress } from './in-turn.ts';

export type Run<T> = Progress<T> & { readonly total: number; readonly over: boolean };

/** Does the same to each of several, and says how far it is. Ends with the component: what runs is finished, nothing more is begun. */
export const useInTurn = <T>(act: (item: T) => Promise<unknown>) => {
  const [run, setRun] = useState<Run<T>>();
  const stopping = useRef(new AbortController());
  useEffect(() => {
    const controller = new AbortController();
    stopping.current = controller;
    return () => controller.abort();
  }, []);
  const start = useCallback(
    async (items: readonly T[]) => {
      const total = items.length;
      const { signal } = stopping.current;
      setRun({ done: 0, failures: [], total, over: false });
      const last = await inTurn(items, {
        act,
        signal,
        onProgress: (progress) => setRun({ ...progress, total, over: false }),
      });
      setRun({ ...last, total, over: true });
    },
    [act],
  );
  return { run, start };
};
