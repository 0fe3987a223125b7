import { expect, test } from 'vitest';
import type { Instant } from '#core/contract/fields.ts';
import { instantAfter, presentInstant } from '#core/instant.ts';
import { idAt, instantOfId } from '#core/new-id.ts';

const at = '2026-11-25T09:30:00.123Z' as Instant;

// Stored ids must be made again by the same request after a deployment, too.
test('an id is made of the instant, the position and the seed, and stays so', () => {
  expect(idAt(at, 0, 'seed')).toBe('01M890MRHV00GX13Y5WC9S9CZR');
  expect(idAt(at, 1_023, 'seed')).toBe('01M890MRHVZZB18TE377TSMM0Q');
});

test('ids sort by instant, then by position, and differ by seed', () => {
  const later = instantAfter(at, 0.001);
  const ids = [idAt(at, 0, 'z'), idAt(at, 1, 'y'), idAt(at, 1_023, 'x'), idAt(later, 0, 'a')];
  expect(ids.toSorted()).toEqual(ids);
  expect(idAt(at, 0, 'a')).not.toBe(idAt(at, 0, 'b'));
  expect(idAt(at)).not.toBe(idAt(at));
  expect(new Set(Array.from({ length: 1_000 }, (_, n) => idAt(at, n, 'a').slice(-14))).size).toBe(1_000);
});

test('an id says when its thing was made', () => {
  for (const time of [at, '1970-01-01T00:00:00.000Z', presentInstant()] as Instant[])
    expect(instantOfId(idAt(time, 7))).toBe(time);
});

test('an instant is moved by seconds, and the present is an instant', () => {
  expect(instantAfter(at, 1.5)).toBe('2026-11-25T09:30:01.623Z');
  expect(instantAfter(at, -86_400)).toBe('2026-11-24T09:30:00.123Z');
  const before = Date.now();
  const present = Date.parse(presentInstant());
  expect([before <= present, present <= Date.now()]).toEqual([true, true]);
});
