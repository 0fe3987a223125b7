import { expect, test } from 'vitest';
import { storageOver } from '#console/session/browser-storage.ts';

/** A storage as browsers have it, which takes so many texts. */
const storageFor = (room: number): Storage => {
  const own: Record<string, string> = {};
  const methods = {
    getItem: (key: string) => own[key] ?? null,
    setItem: (key: string, value: string) => {
      if (!(key in own) && Object.keys(own).length >= room) throw new DOMException('Full', 'QuotaExceededError');
      own[key] = value;
    },
    removeItem: (key: string) => {
      delete own[key];
    },
  };
  return new Proxy(own, {
    get: (_, name) => Reflect.get(methods, name),
  }) as unknown as Storage;
};

const blocked = (): Storage => {
  throw new DOMException('Access is denied', 'SecurityError');
};

test.each([
  ['takes everything', () => storageFor(10)],
  ['is full', () => storageFor(0)],
  ['becomes full', () => storageFor(1)],
])('storageOver keeps what is set where the storage %s', (_, make) => {
  const real = make();
  const storage = storageOver(() => real);
  storage.set('a', '1');
  storage.set('b', '2');
  storage.set('a', '3');
  expect([storage.get('a'), storage.get('b'), storage.get('c')]).toEqual(['3', '2', undefined]);
  expect([...storage.keys()].sort()).toEqual(['a', 'b']);
  storage.remove('a');
  storage.remove('b');
  expect([storage.get('a'), storage.get('b'), [...storage.keys()]]).toEqual([undefined, undefined, []]);
});

test('storageOver keeps in memory what is set where the browser blocks site data', () => {
  const storage = storageOver(blocked);
  storage.set('a', '1');
  expect([storage.get('a'), storage.keys()]).toEqual(['1', ['a']]);
  storage.remove('a');
  expect(storage.get('a')).toBeUndefined();
});

test('storageOver reads what another page stored', () => {
  const real = storageFor(10);
  storageOver(() => real).set('a', '1');
  expect(storageOver(() => real).get('a')).toBe('1');
});
