import { expect, test } from 'vitest';
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

test('the defaults set no warm throughput and no reserved concurrency', async () => {
  const prod = await synthesized('prod');
  expect(JSON.stringify(tableOf(prod))).not.toContain('WarmThroughput');
  expect(reservedIn(prod)).toEqual({});
});

test.each([
  ['warmWriteUnits', '3999', 'warmWriteUnits: must be 0, or 4000 and more'],
  ['warmWriteUnits', '-1', 'warmWriteUnits'],
  ['readerConcurrency', '0.5', 'readerConcurrency'],
  ['transactionKeys', 'both', 'transactionKeys'],
])('%s=%s is refused', (name, value, sentence) => {
  expect(() => stageSettings('dev', { [name]: value })).toThrow(sentence);
});
