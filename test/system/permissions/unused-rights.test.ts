import { expect, test } from 'vitest';
import { type Right, usedRights } from '#test/support/used-rights.ts';

/** Actions of Lambda itself with the permissions of a function. */
const byLambda = /^(logs|xray):|^dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams)$/;

const each = (permissions: readonly string[], reason: string): Record<string, string> =>
  Object.fromEntries(permissions.map((permission) => [permission, reason]));

/** Permissions that no test uses, with the reason. */
const unusedFor: Readonly<Record<string, string>> = {
  'record-delivery sqs:SendMessage invitations-local-failures':
    'Lambda itself sends what the function failed for, as the function.',
  ...each(
    ['DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'].map(
      (action) => `send-invitation-email sqs:${action} invitations-local-emails`,
    ),
    'Lambda itself polls the queue, as the function.',
  ),
  ...each(
    ['GetItem MAIL#*', 'PutItem MAIL#*', 'UpdateItem MAIL#*', 'UpdateItem ORG#*'].map((use) => {
      const [action, partition] = use.split(' ');
      return `queue-emails dynamodb:${action} table/invitations-local ${partition}`;
    }),
    'Only for an email that could not be queued for 19 hours, which is marked as failed.',
  ),
  ...each(
    ['change-plan', 'set-limits'].map((name) => `${name} dynamodb:ConditionCheckItem table/invitations-local ORG#*`),
    'Only for an invitation that is sent at the same time as the change.',
  ),
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
