import { type ReactNode, useMemo, useRef } from 'react';
import { tableRoles } from './table-roles.ts';
import { useDrawnRows } from './use-drawn-rows.ts';

type RowsInViewProps<T> = {
  readonly items: readonly T[];
  readonly idOf: (item: T) => string;
  /** The usual height of a row, in pixels. */
  readonly estimate: number;
  /** Takes the index of the first row in view. */
  readonly onLook?: ((first: number) => void) | undefined;
  /** A row, with the id as its `key` and in its attribute `data-row`. */
  readonly children: (item: T, index: number) => ReactNode;
};

/** In the place of rows that are not drawn. */
const Gap = ({ height }: { readonly height: number }) => (
  <tr {...tableRoles.gap}>
    <td {...tableRoles.gap} colSpan={20} style={{ display: 'block', height, padding: 0, border: 0 }} />
  </tr>
);

/** The body of a table with any number of rows. Those near the view are drawn, and all of them on paper. */
export const RowsInView = <T,>({ items, idOf, estimate, onLook, children }: RowsInViewProps<T>) => {
  const body = useRef<HTMLTableSectionElement>(null);
  const ids = useMemo(() => items.map(idOf), [items, idOf]);
  const { spans, heights, look } = useDrawnRows(body, ids, estimate, onLook);
  const rows: ReactNode[] = [];
  let drawn = 0;
  const leaveOut = (end: number) => {
    if (end > drawn) rows.push(<Gap key={`gap before ${end}`} height={heights.sum(ids, { start: drawn, end })} />);
  };
  for (const { start, end } of spans) {
    const from = Math.min(start, ids.length);
    const to = Math.min(end, ids.length);
    leaveOut(from);
    for (const [n, item] of items.slice(from, to).entries()) rows.push(children(item, from + n));
    drawn = to;
  }
  leaveOut(ids.length);
  return (
    <tbody {...tableRoles.rows} ref={body} onFocus={look}>
      {rows}
    </tbody>
  );
};
