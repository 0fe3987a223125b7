import { stringify } from 'csv-stringify/sync';

/** Rows in one CSV answer at most. */
export const mostCsvRows = 5_000;

// Some spreadsheets also split cells at semicolons and tabs, so a formula must not start there either.
const formulaInside = /(?=[=+\-@＝＋－＠])(?<=[;\t\r\n]\s*)/gu;

/** Returns rows as CSV (RFC 4180) that is safe to open in a spreadsheet: no cell is run as a formula. */
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
    // The library quotes cells with the whole delimiter only, but many parsers end a row at a single CR or LF.
    quoted_match: /[\r\n]/,
  });

/** Names in one cell. */
export const namesInCell = (names: readonly string[]): string => names.join('; ');
