import { expect, test } from 'vitest';
import type { Operation } from '#core/contract/operation.ts';
import { operations } from '#core/contract/operations.ts';
import { kebabCase, operationNames } from '#lib/functions/deployed-functions.ts';
import { stageSettings } from '#lib/settings/stage-settings.ts';
import { functionsOf, onlyResource, type Synthesized, synthesized } from '#test/lib/synthesized.ts';

const tableOf = ({ state }: Synthesized) => onlyResource(state, 'AWS::DynamoDB::Table').Properties;

const reservedIn = (stage: Synthesized) =>
  Object.fromEntries(
    [...functionsOf(stage)].flatMap(([name, { Properties }]) =>
      Properties.ReservedConcurrentExecutions === undefined ? [] : [[name, Properties.ReservedConcurrentExecutions]],
    ),
  );

test('warmWriteUnits is the warm throughput of the table and of both indexes', async () => {
  const table = tableOf(await synthesized('prod', { warmWriteUnits: '8000' }));
  const warm = { WarmThroughput: { WriteUnitsPerSecond: 8_000 } };
  expect(table).toMatchObject(warm);
  expect(table.GlobalSecondaryIndexes).toMatchObject([warm, warm]);
});

test('readerConcurrency is reserved per stream consumer, and the sender gets its maximum concurrency', async () => {
  expect(reservedIn(await synthesized('prod', { readerConcurrency: '20' }))).toEqual({
    'queue-emails': 20,
    'record-changes': 20,
    'send-invitation-email': 6,
  });
});

test('reservedConcurrency is reserved for batches, changes of several members and exports', async () => {
  expect(reservedIn(await synthesized('prod', { reservedConcurrency: '50' }))).toEqual({
    'change-members': 50,
    'list-audit-events': 50,
    'list-invitations': 50,
    'list-members': 50,
    'send-invitations': 50,
  });
});

test('reservedConcurrency is reserved for every operation that works long', async () => {
  const reserved = reservedIn(await synthesized('prod', { reservedConcurrency: '50' }));
  const long = operationNames.filter((name) => {
    const operation: Operation = operations[name];
    return operation.csv || operation.largeBody;
  });
  expect(Object.keys(reserved).sort()).toEqual(long.map(kebabCase).sort());
});

test('the defaults set no warm throughput and no reserved concurrency', async () => {
  const prod = await synthesized('prod');
  expect(JSON.stringify(tableOf(prod))).not.toContain('WarmThroughput');
  expect(reservedIn(prod)).toEqual({});
});

test.each([
  ['warmWriteUnits', '3999', 'warmWriteUnits: must be 0, or 4000 and more'],
  ['warmWriteUnits', '-1', 'warmWriteUnits'],
  ['readerConcurrency', '0.5', 'readerConcurrency'],
  ['reservedConcurrency', '-1', 'reservedConcurrency'],
  ['transactionKeys', 'both', 'transactionKeys'],
])('%s=%s is refused', (name, value, sentence) => {
  expect(() => stageSettings('dev', { [name]: value })).toThrow(sentence);
});
