import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const page = readFileSync('docs/faults.md', 'utf8');

/** Rows of the page's tables: what a row is about, a test's title, and its file. */
const rows = [...page.matchAll(/^\| (\w*) \| [^|]* \| ([^|]+) \| `([^`]+)` \|$/gm)].map(
  ([, about = '', title = '', file = '']) => ({ about, title, file }),
);

test('every sentence that docs/faults.md names is the title of a test where it says', () => {
  const missing = rows.filter(({ title, file }) => !existsSync(file) || !readFileSync(file, 'utf8').includes(title));
  expect(missing).toEqual([]);
});

test('docs/faults.md has every fault and every group of promises', () => {
  const faults = Array.from({ length: 30 }, (_, n) => `F${n + 1}`);
  expect(rows.map(({ about }) => about).filter((about) => about !== '')).toEqual([...faults, ...'ABCDEFGHI']);
  // Each line of a table was read as a row.
  const lines = page.split('\n').filter((line) => line.startsWith('|'));
  expect(rows.length).toBe(lines.length - 2 * 3);
});
