import type { ComponentType } from 'react';
import { type RouteObject, useLoaderData } from 'react-router';

type Fetched = { readonly Page: ComponentType };

const FetchedPage = () => {
  const { Page } = useLoaderData<Fetched>();
  return <Page />;
};

/** A page that is fetched when it is first gone to. Not by the router's `lazy`, which keeps a failed fetch for ever: this is tried again. */
export const fetchedPage = (fetchPage: () => Promise<ComponentType>) =>
  ({
    loader: async (): Promise<Fetched> => ({ Page: await fetchPage() }),
    shouldRevalidate: () => false,
    Component: FetchedPage,
  }) satisfies RouteObject;
