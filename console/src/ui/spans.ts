/** Rows from `start` up to, and without, `end`. */
export type Span = { readonly start: number; readonly end: number };

/** Rows are added and taken away this many at a time. */
const step = 4;

export const isSame = (one: readonly Span[], other: readonly Span[]): boolean =>
  one.length === other.length && one.every(({ start, end }, n) => start === other[n]?.start && end === other[n]?.end);

/** The rows around the view, and those around the row with the focus: the Tab key continues from there. */
export const spansToDraw = (near: Span, focused: number, count: number): readonly Span[] => {
  const start = Math.floor(near.start / step) * step;
  const end = Math.min(Math.ceil(near.end / step) * step, count);
  if (focused < 0 || (focused > start && focused < end - 1)) return [{ start, end }];
  const around = { start: Math.max(focused - 1, 0), end: Math.min(focused + 2, count) };
  if (around.end < start) return [around, { start, end }];
  if (around.start > end) return [{ start, end }, around];
  return [{ start: Math.min(around.start, start), end: Math.max(around.end, end) }];
};
