import { expect, test } from 'vitest';
import { withNewest } from '#console/audit-log/with-newest.ts';
import { auditEvent } from '#core/contract/audit-event.ts';

const events = (...ids: readonly string[]) =>
  ids.map((id) =>
    auditEvent.parse({
      id,
      type: 'team.created',
      category: 'team',
      occurredAt: '2026-11-22T10:00:00.000Z',
      actor: { type: 'system' },
      subject: { type: 'team', id: 't1' },
      details: { name: 'Sales' },
    }),
  );

const page = (ids: readonly string[], nextCursor: string | null) => ({ items: events(...ids), nextCursor });

const shown = {
  pages: [page(['d', 'c'], 'after c'), page(['b', 'a'], 'after a')],
  pageParams: [undefined, 'after c'],
};

const idsOf = ({ pages }: ReturnType<typeof withNewest>) => pages.flatMap(({ items }) => items.map(({ id }) => id));

test.each([
  ['nothing is new', ['d', 'c'], ['d', 'c', 'b', 'a']],
  ['some events are new', ['f', 'e', 'd', 'c'], ['f', 'e', 'd', 'c', 'b', 'a']],
  ['an event came late, between others', ['d', 'late', 'c'], ['d', 'late', 'c', 'b', 'a']],
  ['an event came late, at the end of the newest page', ['d', 'c', 'late'], ['d', 'c', 'late', 'b', 'a']],
])('the newest page goes before what is shown, each event once, when %s', (_, newest, expected) => {
  const after = withNewest(shown, page(newest, 'after c'));
  expect(idsOf(after)).toEqual(expected);
  expect(after.pages.at(-1)?.nextCursor).toBe('after a');
});

test('withNewest replaces the list when events between it and the newest page are missing', () => {
  const after = withNewest(shown, page(['z', 'y'], 'after y'));
  expect(idsOf(after)).toEqual(['z', 'y']);
  expect(after.pages.at(-1)?.nextCursor).toBe('after y');
});

test('the first events fill a log that was empty', () => {
  const empty = { pages: [page([], null)], pageParams: [undefined] };
  expect(idsOf(withNewest(empty, page(['a'], null)))).toEqual(['a']);
});
