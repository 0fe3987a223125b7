import { expect, test } from 'vitest';
import { streamConsumers } from '#core/deployment.ts';
import { resourcesOf, synthesized } from '#test/lib/synthesized.ts';

test('the functions that consume the stream of the table are those that the doctor checks', async () => {
  const { running } = await synthesized('prod');
  const { Resources } = running.toJSON();
  const consumers = resourcesOf(running, 'AWS::Lambda::EventSourceMapping').map(
    ([, { Properties }]) => Resources[Properties.FunctionName.Ref].Properties.FunctionName,
  );
  expect(consumers.sort()).toEqual(streamConsumers.map((name) => `invitations-prod-${name}`).sort());
});
