import type { TakenAddresses } from './addresses/take-addresses.ts';

/** `1 email`, `1,000 emails`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  count === 1 ? `1 ${one}` : `${count.toLocaleString('en')} ${many}`;

const mostNamed = 3;
const longestNamed = 40;

const named = (entries: readonly string[]): string => {
  const first = entries
    .slice(0, mostNamed)
    .map((entry) => (entry.length > longestNamed ? `“${entry.slice(0, longestNamed)}…”` : `“${entry}”`));
  const more = entries.length - first.length;
  return more > 0 ? `${first.join(', ')} and ${more.toLocaleString('en')} more` : first.join(', ');
};

/** Returns a summary of the addresses that a text added and of those left out, or undefined if the box shows them all. */
export const takenWords = ({ added, duplicates, leftOut, otherText }: TakenAddresses): string | undefined => {
  const left = leftOut.length;
  const ignored = [
    duplicates > 0 && `${counted(duplicates, 'duplicate')} left out.`,
    left > 0 &&
      `${counted(left, 'entry', 'entries')} without an email ${left === 1 ? 'was' : 'were'} left out: ${named(leftOut)}.`,
    otherText && 'Other text was ignored.',
  ].filter((sentence) => sentence !== false);
  return ignored.length === 0 ? undefined : [`${counted(added, 'email')} added.`, ...ignored].join(' ');
};
