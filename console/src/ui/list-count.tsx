import { Text } from '@mantine/core';

type Count = {
  readonly shown: number;
  readonly hasMore: boolean;
  /** How many there are, where that is known. */
  readonly total?: number | undefined;
};

/** `704`, `50 of 704`, or `50+` where nobody counts them. */
export const countWords = ({ shown, hasMore, total }: Count): string => {
  if (!hasMore) return shown.toLocaleString('en-US');
  const known = total !== undefined && total > shown;
  return known
    ? `${shown.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}`
    : `${shown.toLocaleString('en-US')}+`;
};

type ListCountProps = Count & {
  /** What is counted: one, and several of them. */
  readonly of: readonly [one: string, several: string];
};

/** How long a list is. */
export const ListCount = ({ of: [one, several], ...count }: ListCountProps) => {
  const isOne = count.shown === 1 && !count.hasMore;
  return (
    <Text size="sm" c="dimmed" role="status">
      {countWords(count)} {isOne ? one : several}
    </Text>
  );
};
