import { beforeEach, expect, test, vi } from 'vitest';

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
  return new Proxy(own, { get: (_, name) => Reflect.get(methods, name) }) as unknown as Storage;
};

const blocked = (): never => {
  throw new DOMException('Access is denied', 'SecurityError');
};

beforeEach(() => {
  vi.resetModules();
});

/** The storage of a tab that has just been opened, over this storage of the browser. */
const tabStorageOver = async (get: () => Storage) => {
  Object.defineProperty(globalThis, 'sessionStorage', { configurable: true, get });
  return import('#console/session/browser-storage.ts');
};

test.each([
  ['takes everything', 10],
  ['is full', 0],
  ['becomes full', 1],
])('tabStorage keeps what is set where the storage %s', async (_, room) => {
  const real = storageFor(room);
  const { tabStorage } = await tabStorageOver(() => real);
  tabStorage.set('a', '1');
  tabStorage.set('b', '2');
  tabStorage.set('a', '3');
  expect([tabStorage.get('a'), tabStorage.get('b'), tabStorage.get('c')]).toEqual(['3', '2', undefined]);
  expect([...tabStorage.keys()].sort()).toEqual(['a', 'b']);
  tabStorage.remove('a');
  tabStorage.remove('b');
  expect([tabStorage.get('a'), tabStorage.get('b'), [...tabStorage.keys()]]).toEqual([undefined, undefined, []]);
});

test.each([
  ['takes everything', 10],
  ['becomes full', 1],
])('tabStorage clears everything where the storage %s', async (_, room) => {
  const real = storageFor(room);
  const { tabStorage } = await tabStorageOver(() => real);
  tabStorage.set('a', '1');
  tabStorage.set('b', '2');
  tabStorage.clear();
  expect([tabStorage.get('a'), tabStorage.get('b'), tabStorage.keys(), Object.keys(real)]).toEqual([
    undefined,
    undefined,
    [],
    [],
  ]);
});

test('tabStorage keeps in memory what is set where the browser blocks site data', async () => {
  const { canStore, tabStorage } = await tabStorageOver(blocked);
  tabStorage.set('a', '1');
  expect([tabStorage.get('a'), tabStorage.keys(), canStore()]).toEqual(['1', ['a'], false]);
  tabStorage.remove('a');
  expect(tabStorage.get('a')).toBeUndefined();
});

test('tabStorage reads after a reload what was stored before', async () => {
  const real = storageFor(10);
  (await tabStorageOver(() => real)).tabStorage.set('a', '1');
  vi.resetModules();
  expect((await tabStorageOver(() => real)).tabStorage.get('a')).toBe('1');
});

test.each([
  ['has room', 1, true],
  ['is full', 0, false],
])('canStore tells whether the storage %s, and leaves nothing behind', async (_, room, expected) => {
  const real = storageFor(room);
  const { canStore } = await tabStorageOver(() => real);
  expect([canStore(), Object.keys(real)]).toEqual([expected, []]);
});
