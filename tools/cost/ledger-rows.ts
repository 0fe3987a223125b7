import { readFileSync } from 'node:fs';

/** Capacity units of a call, as measured in the ledger in `docs/performance.md`. */
export type LedgerRow = { readonly readUnits: number; readonly writeUnits: number };

const numberIn = (cell: string | undefined): number => Number((cell ?? '').replaceAll(',', ''));

const rowOf = (line: string): [string, LedgerRow][] => {
  const cells = line.split('|').map((cell) => cell.trim());
  const name = /^`(\w+)`$/.exec(cells[1] ?? '')?.[1];
  if (name === undefined) return [];
  return [[`${name}: ${cells[2]}`, { readUnits: numberIn(cells[7]), writeUnits: numberIn(cells[8]) }]];
};

/** Returns the ledger's rows by `operation: situation`. */
export const ledgerRows = (): ReadonlyMap<string, LedgerRow> => {
  const text = readFileSync(new URL('../../docs/performance.md', import.meta.url), 'utf8');
  return new Map(text.split('\n').flatMap(rowOf));
};
