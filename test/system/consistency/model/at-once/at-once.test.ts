import { expect, test } from 'vitest';
import { someSeed } from '#test/system/consistency/model/some-seed.ts';
import { runAtOnce } from './run-at-once.ts';

test('six concurrent people break no invariant and no counter', {
  tags: ['fault/f30'],
  timeout: 600_000,
}, async () => {
  expect(await runAtOnce({ seed: someSeed(), rounds: 3, people: 6, actions: 15 })).toBe(270);
});

test('six concurrent people break no invariant while one in twenty AWS calls fails', {
  tags: ['fault/f30'],
  timeout: 600_000,
}, async () => {
  expect(await runAtOnce({ seed: someSeed(), rounds: 2, people: 6, actions: 15, faultShare: 0.05 })).toBe(180);
});
