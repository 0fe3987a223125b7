import { useQuery } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { partQuery } from '#console/api/part-query.ts';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import { WaitingList } from '#console/ui/pages-of.tsx';

/** A tab whose code is loaded when it is first shown. If that fails, shows an error inside the page. */
export const fetchedTab = <P extends object>(
  name: string,
  fetchTab: () => Promise<ComponentType<P>>,
): ComponentType<P> => {
  const query = partQuery(name, fetchTab);
  return (props) => {
    const { data: Tab, error, refetch } = useQuery(query);
    if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
    return Tab ? <Tab {...props} /> : <WaitingList />;
  };
};
