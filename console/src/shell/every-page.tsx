import { Outlet, ScrollRestoration } from 'react-router';
import { useArrival } from './arrival.ts';
import { OfflineBanner } from './offline-banner.tsx';

/** What all pages share. */
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
