import { beforeAll, expect, test, vi } from 'vitest';
import { commit } from '#core/table/commit.ts';
import { getItems, queryItems } from '#core/table/read.ts';
import { absent, put } from '#core/table/write.ts';
import { useTable } from '#test/support/table.ts';
import { previewInvitation } from '#tools/ledger/invitation-entries.ts';
import { kinds, ledgerTable, measureAll, type Row } from '#tools/ledger/ledger.ts';
import { costOf, readsOf, transactionsOf } from '#tools/ledger/meter.ts';
import { readLedger, writeLedger } from '#tools/ledger/performance-note.ts';
import { useServices } from '#tools/ledger/services.ts';

// A request renews its lease every few seconds until it ends: what it costs must not depend on how long it takes here.
vi.mock(import('node:timers/promises'), async (original) => {
  const timers = await original();
  const untilAborted = 2 ** 31 - 1;
  const setTimeout: typeof timers.setTimeout = (milliseconds, value, options) =>
    timers.setTimeout(options?.signal ? untilAborted : milliseconds, value, options);
  return { ...timers, setTimeout };
});

useTable();
useServices();

const cold: Row['cost'][] = [];
const rows: Row[] = [];

beforeAll(async () => {
  vi.spyOn(console, 'info').mockReturnValue();
  // First, and twice: functions cache the link secret, which is not part of an operation's cost.
  const previews = Object.values(previewInvitation);
  for (const prepare of [...previews, ...previews]) cold.push(await costOf(await prepare()));
  rows.push(...(await measureAll()));
}, 300_000);

const costs = (name: string, situation = '') => {
  const found = rows.filter((row) => row.name === name && row.situation.startsWith(situation));
  expect(found).not.toEqual([]);
  return found.map(({ cost }) => ({ reads: readsOf(cost), transactions: transactionsOf(cost) }));
};

test('authorizing a caller costs one read', () => {
  expect(costs('createTeam')).toEqual([{ reads: 1, transactions: 1 }]);
});

test('accepting costs at most one transaction and two reads', () => {
  for (const { reads, transactions } of costs('acceptInvitation')) {
    expect(reads).toBeLessThanOrEqual(2);
    expect(transactions).toBeLessThanOrEqual(1);
  }
});

test('one invitation costs one transaction and three reads, also with limit and teams', () => {
  for (const cost of costs('sendInvitations', 'one address')) expect(cost).toEqual({ reads: 3, transactions: 1 });
});

test('a thousand addresses cost at most 25 transactions and 30 reads', () => {
  for (const { reads, transactions } of costs('sendInvitations', '1,000 addresses')) {
    // The permission is read again during the batch.
    expect(reads).toBeLessThanOrEqual(30);
    expect(transactions).toBeLessThanOrEqual(25);
  }
});

test('only audit events and email outcomes are written outside a transaction, and nothing scans', () => {
  const asked = new Set(rows.flatMap(({ cost }) => Object.keys(cost.requests)));
  expect([...asked].sort()).toEqual([...kinds, 'PutItem', 'UpdateItem'].sort());
  const askingFor = (kind: string) => rows.filter(({ cost }) => kind in cost.requests).map(({ name }) => name);
  expect(new Set(askingFor('PutItem'))).toEqual(new Set(['recordChanges']));
  expect(new Set(askingFor('UpdateItem'))).toEqual(new Set(['sendInvitationEmail']));
});

test('a new execution environment reads the link secret once', () => {
  expect(cold.map(({ services }) => services)).toEqual([{ GetSecretValue: 1 }, {}]);
  expect(rows.filter(({ cost }) => 'GetSecretValue' in cost.services)).toEqual([]);
});

// DynamoDB Local counts the writes of a transaction four times, those of its indexes too, and absent items of a batch not at all.
const countsOtherwise = Boolean(process.env.DYNAMODB_ENDPOINT);

test.skipIf(countsOtherwise)('the embedded table reports capacity as DynamoDB documents it', async () => {
  const key = { PK: 'ORG#o', SK: 'kept' };
  const kept = put({ ...key, GSI1PK: 'g', GSI1SK: 'g', filling: 'f'.repeat(1_200) }, absent);
  const write = await costOf(() => commit([{ item: kept, refusal: () => new Error('refused') }]));
  const read = await costOf(() => getItems([key, { ...key, SK: 'absent' }]));
  const page = await costOf(() => queryItems({ index: 'GSI1', partition: 'g' }));
  // Two units of 1 kB, doubled by the transaction, and one for the index; per 4 kB for each item, also absent ones; half in an index.
  expect([write.writeUnits, read.readUnits, page.readUnits]).toEqual([6, 2, 0.5]);
});

test.skipIf(countsOtherwise)('docs/performance.md matches the measured ledger', () => {
  if (process.env.LEDGER === 'write') writeLedger(ledgerTable(rows));
  expect(readLedger(), 'run: npm run ledger').toBe(ledgerTable(rows));
});
