import { expect, test } from 'vitest';
import { cursorAt, firstPage, itemsOf, type List, withNextPage, withPageAgain } from '#console/api/list.ts';

const itself = (item: string): string => item;

/** Pages of items that are letters; each page but the first has its number as its cursor. */
const listOf = (pages: readonly string[], nextCursor: string | null): List<string> => ({
  pages: pages.map((items, n) => ({ cursor: n === 0 ? undefined : String(n), items: [...items] })),
  nextCursor,
});

const page = (items: string, nextCursor: string | null = 'any') => ({ items: [...items], nextCursor });
const shown = (list: List<string>) => [list.pages.map(({ items }) => items.join('')), list.nextCursor];

test('a list continues with the page after its last one, and with no other', () => {
  const list = firstPage(page('abc', 'c'));
  const longer = withNextPage(list, 'c', page('de', null));
  expect(itemsOf(longer, itself).join('')).toBe('abcde');
  expect(longer.nextCursor).toBeNull();
  expect(withNextPage(longer, 'c', page('de', null))).toBe(longer);
});

test('an item that moved from one page to another is in the list once', () => {
  expect(itemsOf(listOf(['abc', 'cd'], null), itself).join('')).toBe('abcd');
});

test.each([
  ['stays as it is where nothing changed', 'abc', [['abc', 'def', 'gh'], 'next']],
  ['has a new item first, and keeps the one that this pushed out', 'xab', [['xabc', 'def', 'gh'], 'next']],
  ['loses a removed item; the page after it keeps its own', 'acd', [['ac', 'def', 'gh'], 'next']],
  ['loses the last of its items', 'abd', [['ab', 'def', 'gh'], 'next']],
  ['is followed by nothing old where it does not connect', 'xyz', [['xyz'], 'any']],
])('a first page that is fetched again %s', (_, items, expected) => {
  const list = listOf(['abc', 'def', 'gh'], 'next');
  expect(shown(withPageAgain(list, undefined, page(items), itself))).toEqual(expected);
});

test('a page that is fetched again and ends the list drops the pages after it', () => {
  const list = listOf(['abc', 'def'], 'next');
  expect(shown(withPageAgain(list, undefined, page('a', null), itself))).toEqual([['a'], null]);
});

test('the last page that is fetched again says where the list continues', () => {
  const list = listOf(['abc', 'def'], 'next');
  expect(shown(withPageAgain(list, '1', page('dfg', 'later'), itself))).toEqual([['abc', 'dfg'], 'later']);
  expect(shown(withPageAgain(list, '1', page('df', null), itself))).toEqual([['abc', 'df'], null]);
});

test('a page that left the list in between changes nothing when it comes', () => {
  const list = listOf(['abc'], null);
  expect(withPageAgain(list, '1', page('def'), itself)).toBe(list);
});

test('an index leads to the cursor of its page', () => {
  const list = listOf(['abc', 'de'], null);
  expect([0, 2, 3, 4, 9].map((index) => cursorAt(list, index))).toEqual([undefined, undefined, '1', '1', undefined]);
});
