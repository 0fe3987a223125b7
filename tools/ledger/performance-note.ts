import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../../docs/performance.md', import.meta.url);
const [begin, end] = ['<!-- ledger: npm run ledger -->\n\n', '\n\n<!-- end of ledger -->'];

const parts = (): [before: string, ledger: string, after: string] => {
  const text = readFileSync(file, 'utf8');
  const [before, rest] = text.split(begin);
  const [ledger, after] = rest?.split(end) ?? [];
  if (before === undefined || ledger === undefined || after === undefined)
    throw new Error('docs/performance.md lacks the comments around the ledger');
  return [before, ledger, after];
};

/** Returns the ledger in `docs/performance.md`. */
export const readLedger = (): string => parts()[1];

export const writeLedger = (ledger: string): void => {
  const [before, , after] = parts();
  writeFileSync(file, `${before}${begin}${ledger}${end}${after}`);
};
