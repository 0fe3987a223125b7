import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cursorSeal } from '#core/table/cursor.ts';
import { seal, secretKeys } from '#test/support/organization.ts';

const key = { PK: 'ORG#01M82GACAZ00MW3Q8F7Z4P36SF', SK: 'TEAMNAME#sales' };
const list = JSON.stringify(['listTeams', '01M82GACAZ00MW3Q8F7Z4P36SF']);
const invalid = expect.objectContaining({ code: 'invalid_cursor' });

test('a cursor opens for its list only, hides the key, and differs each time', async () => {
  const cursor = await seal.seal(key, list);
  expect(await seal.open(cursor, list)).toEqual(key);
  expect(cursor).toMatch(/^[\w.-]+$/);
  expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toMatch(/ORG|TEAM|sales/);
  expect(await seal.seal(key, list)).not.toBe(cursor);
});

test('a cursor with any bit of any letter changed, or cut anywhere, is refused', async () => {
  const cursor = await seal.seal(key, list);
  for (let n = 0; n < cursor.length; n++) {
    await expect(seal.open(cursor.slice(0, n), list)).rejects.toEqual(invalid);
    for (let bit = 0; bit < 7; bit++) {
      const letter = String.fromCharCode(cursor.charCodeAt(n) ^ (1 << bit));
      await expect(seal.open(cursor.slice(0, n) + letter + cursor.slice(n + 1), list)).rejects.toEqual(invalid);
    }
  }
});

test('a cursor is of one list: with another word, or the same words otherwise divided, it is refused', async () => {
  const cursor = await seal.seal(key, list);
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string(),
        fc.array(fc.string()).map((words) => JSON.stringify(words)),
      ),
      async (other) => {
        fc.pre(other !== list);
        await expect(seal.open(cursor, other)).rejects.toEqual(invalid);
      },
    ),
  );
});

test('no text but a cursor is one, and neither are parts of two', async () => {
  const [one, other] = [await seal.seal(key, list), await seal.seal({ ...key, SK: 'TEAMNAME#ops' }, list)];
  const joined = Array.from({ length: one.length }, (_, n) => one.slice(0, n) + other.slice(n)).filter(
    (text) => text !== one && text !== other,
  );
  for (const text of joined) await expect(seal.open(text, list)).rejects.toEqual(invalid);
  const anything = fc.oneof(
    fc.string(),
    fc.base64String().map((text) => `k1.${text}`),
    fc.constantFrom('__proto__.AAAA'),
  );
  await fc.assert(
    fc.asyncProperty(anything, async (text) => {
      await expect(seal.open(text, list)).rejects.toEqual(invalid);
    }),
  );
});

test('a cursor outlives a rotation of its key, and not its removal', async () => {
  const cursor = await seal.seal(key, list);
  const k2 = 'b'.repeat(64);
  const rotated = cursorSeal(async () => ({ current: 'k2', keys: { ...secretKeys.keys, k2 } }));
  expect(await rotated.open(cursor, list)).toEqual(key);
  expect((await rotated.seal(key, list)).startsWith('k2.')).toBe(true);
  const removed = cursorSeal(async () => ({ current: 'k2', keys: { k2 } }));
  await expect(removed.open(cursor, list)).rejects.toEqual(invalid);
});
