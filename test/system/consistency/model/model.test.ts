import { expect, test } from 'vitest';
import { runModel } from './run-model.ts';
import { someSeed } from './some-seed.ts';

const { MODEL_PATH: path, MODEL_REPLAY: replayPath } = process.env;

test('random commands and passing time match the model', {
  tags: ['fault/f30'],
  timeout: 900_000,
}, async () => {
  const done = await runModel({ seed: someSeed(), commands: 300, path, replayPath });
  if (path === undefined) expect(done).toBeGreaterThanOrEqual(300);
});
