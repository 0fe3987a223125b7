import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { missingTests, namedTests } from './named-tests.ts';

const rows = namedTests('docs/guide.md');

test('every sentence that docs/guide.md says is held by a test is held by one of that title, where it says', () => {
  expect(missingTests(rows)).toEqual([]);
});

test('docs/guide.md names a test of every file that walks through the pages of admins and invitees', () => {
  const elsewhere = ['edited-pages', 'scanners'].map((name) => `test/e2e/${name}.test.ts`);
  const walks = readdirSync('test/e2e')
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `test/e2e/${name}`);
  const named = new Set(rows.map(({ file }) => file));
  expect(walks.filter((file) => !named.has(file))).toEqual(elsewhere);
});
