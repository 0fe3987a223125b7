import { expect, onTestFinished, test } from 'vitest';
import { as, fresh, organization } from '#test/support/api.ts';
import { conflict, throttled } from '#test/support/fault-kinds.ts';
import { useFaults } from '#test/support/fault-plan.ts';

const faults = useFaults();
const start = async (facts: Parameters<typeof organization>[0] = {}) => {
  onTestFinished(faults.clear);
  return organization(facts, faults.url());
};

test('a throttled read returns try_again without details of the table', {
  tags: ['fault/f2'],
}, async () => {
  const acme = await start();
  faults.add({ function: 'get-organization' }, throttled);

  const refused = await acme.admin.get(acme.path);

  expect(refused).toMatchObject({ status: 503, body: { code: 'try_again' } });
  expect(refused.text).not.toMatch(/throttled|throttling|dynamo|rate/i);
});

test.each([
  ['conflicts', conflict],
  ['throttling', throttled],
])('%s of the table do not prevent sign-in', { tags: ['fault/f2'] }, async (_, fault) => {
  await start();
  faults.add({ function: 'pre-token-generation', operation: 'TransactWriteItems' }, fault);

  const ann = await as(fresh('ann'), { name: 'Ann Lee' }, faults.url());

  expect((await ann.get('/me')).body.user).toMatchObject({ name: 'Ann Lee' });
});
