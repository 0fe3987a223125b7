import { expect, test } from 'vitest';
import { problemsOf } from '#core/contract/operation-problems.ts';
import { operations } from '#core/contract/operations.ts';

test.each([
  ['deleteTeam', 404],
  ['renameTeam', 404],
  ['changeMember', 422],
  ['changeMembers', 422],
  ['sendInvitations', 422],
] as const)('%s has team_not_found with %i', (name, status) => {
  expect(problemsOf(operations[name]).get('team_not_found')).toBe(status);
});
