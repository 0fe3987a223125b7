import { expect, test } from 'vitest';
import { missingTests, namedTests } from './named-tests.ts';

const rows = namedTests('docs/faults.md');

test('every sentence that docs/faults.md names is the title of a test where it says', () => {
  expect(missingTests(rows)).toEqual([]);
});

test('docs/faults.md has every fault and every group of promises', () => {
  const faults = Array.from({ length: 30 }, (_, n) => `F${n + 1}`);
  expect(rows.map(({ about }) => about).filter((about) => about !== '')).toEqual([...faults, ...'ABCDEFGHI']);
});
