import { expect, test } from 'vitest';
import { probeTransactions } from '#core/smoke-test/probe-transactions.ts';
import { allItems, useTable } from '#test/support/table.ts';

useTable();

test('probeTransactions is allowed both transactions by a table without permissions, and writes nothing', async () => {
  expect(await probeTransactions()).toEqual({ onePartition: true, twoPartitions: true });
  expect(await allItems()).toEqual([]);
});
