import { expect, test } from 'vitest';
import { streamConsumers } from '#core/deployment.ts';
import { resourcesOf, synthesized } from '#test/lib/synthesized.ts';

test('doctor checks exactly the functions that consume the stream', async () => {
  const { running } = await synthesized('prod');
  const { Resources } = running.toJSON();
  const consumers = resourcesOf(running, 'AWS::Lambda::EventSourceMapping').map(
    ([, { Properties }]) => Resources[Properties.FunctionName.Ref].Properties.FunctionName,
  );
  expect(consumers.sort()).toEqual(streamConsumers.map((name) => `invitations-prod-${name}`).sort());
});
