import { expect, test } from 'vitest';
import { groupResults, groupWords } from '#console/members/member-results.ts';
import type { MemberResult } from '#core/contract/member-changes.ts';
import type { Member } from '#core/contract/organization.ts';

const member = (userId: string) => ({ userId, email: `${userId}@x.test` }) as Member;
const members = ['a', 'b', 'c', 'd'].map(member);

const results: MemberResult[] = [
  { userId: 'a', outcome: 'unchanged' },
  { userId: 'b', outcome: 'rejected', code: 'member_not_found', detail: 'No longer a member.' },
  { userId: 'c', outcome: 'changed' },
  { userId: 'd', outcome: 'changed' },
];

test('groupResults puts what is done first, and members with the same reason together', () => {
  expect(groupResults(results, members)).toEqual([
    { outcome: 'changed', detail: undefined, members: [member('c'), member('d')] },
    { outcome: 'rejected', detail: 'No longer a member.', members: [member('b')] },
    { outcome: 'unchanged', detail: undefined, members: [member('a')] },
  ]);
});

test('groupWords says what will happen and what has happened', () => {
  const [changed, rejected, unchanged] = groupResults(results, members);
  if (!changed || !rejected || !unchanged) throw new Error('three groups are needed');
  expect([changed, rejected, unchanged].map((group) => groupWords(group, { isDone: false, isRemoval: false }))).toEqual(
    ['2 members will be changed.', '1 member can’t be changed.', '1 member needs no change.'],
  );
  expect([changed, rejected].map((group) => groupWords(group, { isDone: true, isRemoval: true }))).toEqual([
    '2 members were changed.',
    '1 member couldn’t be removed.',
  ]);
});
