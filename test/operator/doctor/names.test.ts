import { expect, test } from 'vitest';
import { consumers } from '#core/deployment.ts';
import { resourcesOf, synthesized } from '#test/lib/synthesized.ts';

test('doctor checks exactly the functions with an event source mapping', async () => {
  const { running } = await synthesized('prod');
  const { Resources } = running.toJSON();
  const mapped = resourcesOf(running, 'AWS::Lambda::EventSourceMapping').map(
    ([, { Properties }]) => Resources[Properties.FunctionName.Ref].Properties.FunctionName,
  );
  expect(mapped.sort()).toEqual(consumers.map((name) => `invitations-prod-${name}`).sort());
});
