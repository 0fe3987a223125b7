import { Text } from '@mantine/core';
import { type Count, countWords } from './count-words.ts';

type ListCountProps = Count & {
  /** Singular and plural of the counted items. */
  readonly of: readonly [one: string, several: string];
};

/** Shows the length of a list. */
export const ListCount = ({ of: [one, several], ...count }: ListCountProps) => {
  const isOne = count.shown === 1 && !count.hasMore;
  return (
    <Text size="sm" c="dimmed" role="status">
      {countWords(count)} {isOne ? one : several}
    </Text>
  );
};
