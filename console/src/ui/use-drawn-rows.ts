import { useCallbackRef } from '@mantine/hooks';
import { type RefObject, startTransition, useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { RowHeights } from './row-heights.ts';
import { isSame, type Span, spansToDraw } from './spans.ts';

/** Distance beyond the viewport within which rows are rendered, in viewport heights. */
const reach = 0.75;
const idOfRow = (row: Element): string | undefined => (row instanceof HTMLElement ? row.dataset.row : undefined);

const measureRows = (body: HTMLElement, heights: RowHeights): void => {
  for (const row of body.children) {
    const id = idOfRow(row);
    if (id !== undefined) heights.measured(id, row.getBoundingClientRect().height);
  }
};

const indexOfFocused = (body: HTMLElement, ids: readonly string[]): number => {
  const row = document.activeElement?.closest('[data-row]');
  return row && body.contains(row) ? ids.indexOf(idOfRow(row) ?? '') : -1;
};

/** All rows while the page is being printed. */
const usePrinting = (): boolean => {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return printing;
};

/** Calls `look` when the page is scrolled or changes its size, `onWidth` before it where the width changed. */
const useView = (look: () => void, onWidth: () => void): void =>
  useEffect(() => {
    let width = innerWidth;
    const resize = () => {
      if (innerWidth !== width) onWidth();
      width = innerWidth;
      look();
    };
    window.addEventListener('scroll', look, { passive: true });
    window.addEventListener('resize', resize);
    return () => {
      window.removeEventListener('scroll', look);
      window.removeEventListener('resize', resize);
    };
  }, [look, onWidth]);

/**
 * Which rows of a long table to draw: those near the view, so that drawing costs the same however many there are.
 * `onLook` takes the index of the first row in view.
 */
export const useDrawnRows = (
  body: RefObject<HTMLElement | null>,
  ids: readonly string[],
  estimate: number,
  onLook: ((first: number) => void) | undefined,
) => {
  const [heights] = useState(() => new RowHeights(estimate));
  const [spans, setSpans] = useState<readonly Span[]>([]);
  const printing = usePrinting();
  const drawn = useRef({ ids, spans });
  const seen = useCallbackRef(onLook);
  const isDrawing = useRef(false);
  const look = useCallback(() => {
    if (!body.current || isDrawing.current) return;
    const { ids, spans } = drawn.current;
    measureRows(body.current, heights);
    const top = -body.current.getBoundingClientRect().top;
    const far = innerHeight * reach;
    seen(heights.between(ids, top, top + 1).start);
    const near = heights.between(ids, top - far, top + innerHeight + far);
    const next = spansToDraw(near, indexOfFocused(body.current, ids), ids.length);
    if (isSame(next, spans)) return;
    isDrawing.current = true;
    // In slices: the page answers while many rows come at once.
    startTransition(() => setSpans(next));
  }, [body, heights, seen]);
  useEffect(() => {
    drawn.current = { ids, spans };
    isDrawing.current = false;
    const frame = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frame);
  }, [ids, spans, look]);
  const forget = useCallback(() => heights.clear(), [heights]);
  useView(look, forget);
  return { spans: printing ? [{ start: 0, end: ids.length }] : spans, heights, look };
};
