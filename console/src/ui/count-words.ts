export type Count = {
  readonly shown: number;
  readonly hasMore: boolean;
  /** Total number, if known. */
  readonly total?: number | undefined;
};

/** `704`, `50 of 704`, or `50+` if the total is unknown. */
export const countWords = ({ shown, hasMore, total }: Count): string => {
  if (!hasMore) return shown.toLocaleString('en-US');
  const known = total !== undefined && total > shown;
  return known
    ? `${shown.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}`
    : `${shown.toLocaleString('en-US')}+`;
};
