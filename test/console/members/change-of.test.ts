import { expect, test } from 'vitest';
import { changedInWords, changeOf, type RoleAndTeams } from '#console/members/change-of.ts';

const ann: RoleAndTeams = { role: 'user', teamIds: ['t1', 't2'] };

test('changeOf returns what differs, and nothing where teams are only in another order', () => {
  expect(changeOf(ann, { role: 'user', teamIds: ['t2', 't1'] })).toBeUndefined();
  expect(changeOf(ann, { role: 'viewer', teamIds: ['t2', 't1'] })).toEqual({ role: 'viewer' });
  expect(changeOf(ann, { role: 'user', teamIds: ['t1'] })).toEqual({ teamIds: ['t1'] });
});

test.each<[Partial<RoleAndTeams>, string]>([
  [{ role: 'admin' }, 'Ann is now an Admin.'],
  [{ role: 'viewer' }, 'Ann is now a Viewer.'],
  [{ teamIds: [] }, 'Teams updated for Ann.'],
  [{ role: 'user', teamIds: ['t1'] }, 'Ann is now a User. Teams updated.'],
])('a change to %j is described as: %s', (change, words) => {
  expect(changedInWords('Ann', change)).toBe(words);
});
