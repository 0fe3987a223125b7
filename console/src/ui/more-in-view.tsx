import { useIntersection } from '@mantine/hooks';
import { useEffect, useRef } from 'react';

type MoreInViewProps = {
  readonly query: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly error: unknown;
    readonly fetchNextPage: () => unknown;
  };
  /** Number of rows. A page may add none, because filters remove some. */
  readonly rows: number;
};

const reach = 600;
/** Pages in a row that add nothing before the person is asked to want more. */
const mostBarren = 3;

/** The end of a list: fetches the next page when it is scrolled to. After a failure that is left to the button. */
export const MoreInView = ({ query, rows }: MoreInViewProps) => {
  const { hasNextPage, isFetchingNextPage, error, fetchNextPage } = query;
  const end = useRef<HTMLDivElement>(null);
  const { ref, entry } = useIntersection({ rootMargin: `${reach}px` });
  const seen = entry?.isIntersecting === true;
  const barren = useRef({ rows: -1, pages: 0 });
  useEffect(() => {
    if (!seen || !hasNextPage || isFetchingNextPage || error) return;
    // The rows that came last may have moved it away since it was seen.
    if ((end.current?.getBoundingClientRect().top ?? 0) > innerHeight + reach) return;
    if (barren.current.rows !== rows) barren.current = { rows, pages: 0 };
    if (barren.current.pages >= mostBarren) return;
    barren.current.pages += 1;
    fetchNextPage();
  }, [seen, hasNextPage, isFetchingNextPage, error, fetchNextPage, rows]);
  return (
    <div ref={end}>
      <div ref={ref} />
    </div>
  );
};
