import { expect, test } from 'vitest';
import { bulkChangeTitle, bulkProgressWords, teamsChangeWords } from '#console/members/bulk-change-words.ts';

const naming = new Map([
  ['t1', 'Legal'],
  ['t2', 'Sales'],
]);

test('bulkChangeTitle names the change', () => {
  expect(bulkChangeTitle({ remove: true })).toBe('Remove members');
  expect(bulkChangeTitle({ role: 'viewer' })).toBe('Change role to Viewer');
  expect(bulkChangeTitle({ addTeamIds: ['t1'] })).toBe('Change teams');
});

test('teamsChangeWords names the teams, and says when one was deleted', () => {
  const change = { addTeamIds: ['t1', 't2'], removeTeamIds: ['gone'] };
  expect(teamsChangeWords(change, naming)).toBe('Add to Legal and Sales. Remove from a deleted team.');
  expect(teamsChangeWords({ removeTeamIds: ['t2'] }, naming)).toBe('Remove from Sales.');
  expect(teamsChangeWords({ role: 'user' }, naming)).toBeUndefined();
  expect(teamsChangeWords({ remove: true }, naming)).toBeUndefined();
});

test('bulkProgressWords counts the members until all are done', () => {
  const progress = { done: 100, total: 1_000, isOver: false };
  expect(bulkProgressWords({ remove: true }, progress)).toBe('Removing 100 of 1,000…');
  expect(bulkProgressWords({ role: 'user' }, progress)).toBe('Changing 100 of 1,000…');
  expect(bulkProgressWords({ role: 'user' }, { ...progress, isOver: true })).toBe('Done.');
});
