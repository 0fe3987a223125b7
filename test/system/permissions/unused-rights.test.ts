import { expect, test } from 'vitest';
import { type Right, usedRights } from '#test/support/used-rights.ts';

/** Actions of Lambda itself with the permissions of a function. */
const byLambda = /^(logs|xray):|^dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams)$/;

/** Permissions that no test uses, with the reason. */
const unusedFor: Readonly<Record<string, string>> = {
  'record-delivery sqs:SendMessage invitations-local-failures':
    'Lambda itself sends what the function failed for, as the function.',
};

const prefix = 'invitations-local-';

const nameOf = ({ function: name, action, resource, partition }: Right): string =>
  [name.slice(prefix.length), action, resource.split(':').at(-1), partition].filter(Boolean).join(' ');

// Runs after the suites that record used permissions; alone it has no data (npm test runs them all).
test('every permission in the template is used by a test or has a documented reason', async () => {
  const rights = (await usedRights()).filter(({ action }) => !byLambda.test(action));
  expect(rights.length, 'no suite ran before that could have used a right').toBeGreaterThan(0);
  const used = new Set(rights.filter((right) => right.used).map(nameOf));
  const unused = [...new Set(rights.map(nameOf))].filter((name) => !used.has(name));
  expect(unused.sort()).toEqual(Object.keys(unusedFor).sort());
});
