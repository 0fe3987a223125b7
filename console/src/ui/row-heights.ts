import type { Span } from './spans.ts';

/** Heights of rows in pixels, by id: measured ones, and for the others the mean of these, or `estimate` before there are any. */
export class RowHeights {
  readonly #estimate: number;
  readonly #measured = new Map<string, number>();
  #total = 0;

  constructor(estimate: number) {
    this.#estimate = estimate;
  }

  measured(id: string, height: number): void {
    this.#total += height - (this.#measured.get(id) ?? 0);
    this.#measured.set(id, height);
  }

  /** After a change of the width, no row is as high as it was. */
  clear(): void {
    this.#measured.clear();
    this.#total = 0;
  }

  of(id: string): number {
    return this.#measured.get(id) ?? (this.#measured.size === 0 ? this.#estimate : this.#total / this.#measured.size);
  }

  sum(ids: readonly string[], { start, end }: Span): number {
    let sum = 0;
    for (let index = start; index < end; index += 1) sum += this.of(ids[index] ?? '');
    return sum;
  }

  /** The rows of which a part is between `top` and `bottom`, in pixels from the top of the first row. */
  between(ids: readonly string[], top: number, bottom: number): Span {
    let start = 0;
    let y = 0;
    while (start < ids.length && y + this.of(ids[start] ?? '') <= top) {
      y += this.of(ids[start] ?? '');
      start += 1;
    }
    let end = start;
    while (end < ids.length && y < bottom) {
      y += this.of(ids[end] ?? '');
      end += 1;
    }
    return { start, end };
  }
}
