import { Outlet, ScrollRestoration } from 'react-router';
import { useArrival } from './arrival.ts';
import { OfflineBanner } from './offline-banner.tsx';

/** The frame of all pages. */
export const EveryPage = () => {
  useArrival();
  return (
    <>
      <OfflineBanner />
      <Outlet />
      <ScrollRestoration />
    </>
  );
};
