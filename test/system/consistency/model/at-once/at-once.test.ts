import { expect, test } from 'vitest';
import { someSeed } from '#test/system/consistency/model/some-seed.ts';
import { runAtOnce } from './run-at-once.ts';

test('whatever six people do at the same time, no promise breaks and nothing is counted wrong', {
  tags: ['fault/f30'],
  timeout: 600_000,
}, async () => {
  expect(await runAtOnce({ seed: someSeed(), rounds: 3, people: 6, actions: 15 })).toBe(270);
});

test('the same holds while one in twenty calls of functions fails', {
  tags: ['fault/f30'],
  timeout: 600_000,
}, async () => {
  expect(await runAtOnce({ seed: someSeed(), rounds: 2, people: 6, actions: 15, faultShare: 0.05 })).toBe(180);
});
