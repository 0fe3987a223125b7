import { afterEach, expect, test } from 'vitest';
import type { List } from '#console/api/list.ts';
import { patchList } from '#console/api/patch-list.ts';
import { queryClient } from '#console/api/query-client.ts';

type Item = { readonly id: string; readonly text: string };

const item = (id: string, text = ''): Item => ({ id, text });
const key = ['items'];

const put = (name: string, ...pages: readonly (readonly Item[])[]) =>
  queryClient.setQueryData<List<Item>>([...key, name], {
    pages: pages.map((items, n) => ({ cursor: n === 0 ? undefined : String(n), items })),
    nextCursor: null,
  });

const shown = (name: string) =>
  queryClient
    .getQueryData<List<Item>>([...key, name])
    ?.pages.map(({ items }) => items.map(({ id, text }) => id + text));

const isB = ({ id }: Item): boolean => id === 'b';

afterEach(() => queryClient.clear());

test('patchList changes an item in every list under the key, and leaves the other items the same objects', async () => {
  const a = item('a');
  put('one', [a, item('b')], [item('c')]);
  put('other', [item('c')], [item('b')]);
  put('third', [item('c')]);
  const undo = await patchList<Item>(key, isB, (before) => ({ ...before, text: '!' }));
  expect([shown('one'), shown('other'), shown('third')]).toEqual([[['a', 'b!'], ['c']], [['c'], ['b!']], [['c']]]);
  expect(queryClient.getQueryData<List<Item>>([...key, 'one'])?.pages[0]?.items[0]).toBe(a);
  undo();
  expect([shown('one'), shown('other')]).toEqual([
    [['a', 'b'], ['c']],
    [['c'], ['b']],
  ]);
});

test('the undo of a removal puts the item back in its place, and nothing else back', async () => {
  put('one', [item('a'), item('b'), item('c')]);
  const undo = await patchList<Item>(key, isB, () => undefined);
  expect(shown('one')).toEqual([['a', 'c']]);
  await patchList<Item>(
    key,
    ({ id }) => id === 'c',
    (before) => ({ ...before, text: '!' }),
  );
  undo();
  expect(shown('one')).toEqual([['a', 'b', 'c!']]);
});

test('the undo of a change finds the item where it is by then, or leaves out a list that is gone', async () => {
  put('one', [item('a'), item('b')]);
  put('other', [item('b')]);
  const undo = await patchList<Item>(key, isB, (before) => ({ ...before, text: '!' }));
  put('one', [item('x'), item('a'), item('b', '!')]);
  queryClient.removeQueries({ queryKey: [...key, 'other'] });
  undo();
  expect([shown('one'), shown('other')]).toEqual([[['x', 'a', 'b']], undefined]);
});
