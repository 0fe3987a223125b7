import { stringify } from 'csv-stringify/sync';

/** Rows in one CSV answer at most. */
export const mostCsvRows = 5_000;

// Some spreadsheets split cells at semicolons and tabs too: what begins a cell then must be no formula either.
const formulaInside = /(?=[=+\-@＝＋－＠])(?<=[;\t\r\n]\s*)/gu;

/** Rows as CSV (RFC 4180), safe to open in a spreadsheet: no cell is taken for a formula. */
export const safeCsv = <Row extends object>(
  rows: readonly Row[],
  columns: readonly (keyof Row & string)[],
  withHeader: boolean,
): string =>
  stringify([...rows], {
    columns: [...columns],
    header: withHeader,
    record_delimiter: '\r\n',
    escape_formulas: true,
    cast: { string: (cell) => cell.replace(formulaInside, "'") },
    // It quotes what holds the whole delimiter; a line break alone ends a row in many a reader, too.
    quoted_match: /[\r\n]/,
  });

/** Names in one cell. */
export const namesInCell = (names: readonly string[]): string => names.join('; ');
