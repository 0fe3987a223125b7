/**
 * Roles of the parts of a table, said again: a browser that lays a table out as a grid or as blocks takes them away, and
 * then nothing tells a screen reader that it is a table.
 */
export const tableRoles = {
  table: { role: 'table' },
  rows: { role: 'rowgroup' },
  row: { role: 'row' },
  head: { role: 'columnheader' },
  cell: { role: 'cell' },
  /** A row that is none: it takes up room. */
  gap: { role: 'presentation', 'aria-hidden': true },
} as const;
