import { Button, Center, Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';

type PagesOfProps = {
  readonly query: {
    readonly data: unknown;
    readonly error: unknown;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
    readonly refetch: () => unknown;
  };
  readonly children: ReactNode;
};

const placeholders = ['first', 'second', 'third', 'fourth'];

/** In the place of a list that is on its way. */
export const WaitingList = () => (
  <Stack aria-busy="true">
    <VisuallyHidden role="status">Loading</VisuallyHidden>
    {placeholders.map((name) => (
      <Skeleton key={name} h={44} />
    ))}
  </Stack>
);

/** A list that comes page by page: its waiting, its failure, and the button for more. */
export const PagesOf = ({ query, children }: PagesOfProps) => {
  if (query.error && query.data === undefined)
    return <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <WaitingList />;
  return (
    <Stack>
      {query.error !== null && <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />}
      {children}
      {query.hasNextPage && (
        <Center>
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show more
          </Button>
        </Center>
      )}
    </Stack>
  );
};
