import type { ComponentType } from 'react';
import { type RouteObject, useLoaderData } from 'react-router';
import { fetchedOnce } from './fetched.ts';

type Fetched = { readonly Page: ComponentType };

const FetchedPage = () => {
  const { Page } = useLoaderData<Fetched>();
  return <Page />;
};

/** A page that is fetched when it is first gone to. Not by the router's `lazy`, which keeps a failed fetch for ever: this is tried again. */
export const fetchedPage = (fetchPage: () => Promise<ComponentType>) => {
  const page = fetchedOnce(fetchPage);
  return {
    loader: async (): Promise<Fetched> => ({ Page: await page() }),
    shouldRevalidate: () => false,
    Component: FetchedPage,
  } satisfies RouteObject;
};
