import { useIntersection } from '@mantine/hooks';
import { useEffect } from 'react';

type MoreWhenSeenProps = {
  readonly query: {
    readonly hasNextPage: boolean;
    readonly isFetching: boolean;
    readonly error: unknown;
    readonly fetchNextPage: () => unknown;
  };
};

/** The end of a list: asks for the next page when it is scrolled to. After a failure that is left to the button. */
export const MoreWhenSeen = ({ query }: MoreWhenSeenProps) => {
  const { hasNextPage, isFetching, error, fetchNextPage } = query;
  const { ref, entry } = useIntersection({ rootMargin: '400px' });
  const seen = entry?.isIntersecting === true;
  useEffect(() => {
    if (seen && hasNextPage && !isFetching && !error) void fetchNextPage();
  }, [seen, hasNextPage, isFetching, error, fetchNextPage]);
  return <div ref={ref} />;
};
