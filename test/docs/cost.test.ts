import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { costPage } from '#tools/cost/cost-page.ts';

test('docs/cost.md matches the ledger and the template', async () => {
  const page = readFileSync(new URL('../../docs/cost.md', import.meta.url), 'utf8');
  expect(page, 'run: npm run cost').toBe(await costPage());
});
