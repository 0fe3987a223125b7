import { operationEntries, otherEntries } from './entries.ts';
import { type Cost, costOf } from './meter.ts';

/** The cost of one function in one situation. */
export type Row = { readonly name: string; readonly situation: string; readonly cost: Cost };

/** Measures every entry, one after the other. */
export const measureAll = async (): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const [name, entries] of Object.entries({ ...operationEntries, ...otherEntries }))
    for (const [situation, prepare] of Object.entries(entries))
      rows.push({ name, situation, cost: await costOf(await prepare()) });
  return rows;
};

/** The kinds of request with their own column. */
export const kinds = ['GetItem', 'BatchGetItem', 'Query', 'TransactWriteItems'];

const others = ({ requests, services }: Cost): string =>
  [...Object.entries(requests).filter(([kind]) => !kinds.includes(kind)), ...Object.entries(services)]
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ');

const cellsOf = ({ name, situation, cost }: Row): string[] => [
  `\`${name}\``,
  situation,
  ...kinds.map((kind) => String(cost.requests[kind] ?? '')),
  ...[cost.readUnits, cost.writeUnits].map((units) => (units === 0 ? '' : units.toLocaleString('en'))),
  others(cost),
];

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

/** Returns the ledger as a table for `docs/performance.md`. */
export const ledgerTable = (rows: readonly Row[]): string =>
  [
    line(['operation', 'situation', ...kinds, 'read units', 'write units', 'others']),
    line(['---', '---', ...kinds.map(() => '---:'), '---:', '---:', '---']),
    ...rows.map((row) => line(cellsOf(row))),
  ].join('\n');
