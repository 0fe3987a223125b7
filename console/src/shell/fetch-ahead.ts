import { useIsFetching } from '@tanstack/react-query';
import { useEffect } from 'react';
import { fetchAhead } from '#console/fetched.ts';

const whenIdle: (act: () => void) => void = window.requestIdleCallback ?? ((act: () => void) => setTimeout(act, 2000));

/** Fetches the other pages once this one is complete and the browser has nothing else to do: going there waits for nothing, and needs no network. */
export const useFetchAhead = (): void => {
  const complete = useIsFetching() === 0;
  useEffect(() => {
    if (complete) whenIdle(() => void fetchAhead());
  }, [complete]);
};
