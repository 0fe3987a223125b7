import type { Context } from 'aws-lambda';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { Event } from '#functions/endpoint/request.ts';
import { faultsOf } from '#functions/endpoint/validation-messages.ts';
import { handler as previewInvitation } from '#functions/http/preview-invitation.ts';
import { handler as createOrganization } from '#functions/operator/create-organization.ts';

const context = { awsRequestId: 'r1', getRemainingTimeInMillis: () => 10_000 } as Context;

// Only the fields of an API Gateway event that are read.
const event = (body: unknown) =>
  ({ body: JSON.stringify(body), headers: {}, requestContext: { requestId: 'r1' } }) as unknown as Event;

test('endpoint returns validation messages in plain words', async () => {
  const { body } = await previewInvitation(event({ token: 5, tokens: [] }), context);
  expect(JSON.parse(body ?? '').errors).toEqual([
    { path: 'token', message: 'must be text' },
    { path: 'tokens', message: 'is not known' },
  ]);
});

const whatFits = z.strictObject({
  name: z.string().check(z.minLength(2), z.maxLength(3)),
  role: z.enum(['admin', 'user', 'viewer']),
  status: z.literal('active'),
  teams: z.array(z.string()).check(z.minLength(1), z.maxLength(2)),
  dryRun: z.boolean(),
  count: z.int().check(z.minimum(1), z.maximum(9)),
  at: z.iso.datetime(),
});
const fits = {
  name: 'ab',
  role: 'user',
  status: 'active',
  teams: ['a'],
  dryRun: true,
  count: 3,
  at: '2026-11-01T00:00:00Z',
};

test.each([
  [{ name: undefined }, 'name', 'is required'],
  [{ role: undefined }, 'role', 'is required'],
  [{ name: null }, 'name', 'must be text'],
  [{ name: 'a' }, 'name', 'must have at least 2 characters'],
  [{ name: 'abcd' }, 'name', 'must have at most 3 characters'],
  [{ role: 'owner' }, 'role', 'must be admin, user or viewer'],
  [{ status: 'gone' }, 'status', 'must be active'],
  [{ teams: 'a' }, 'teams', 'must be a list'],
  [{ teams: ['a', 1] }, 'teams.1', 'must be text'],
  [{ teams: [] }, 'teams', 'must have at least 1 entries'],
  [{ teams: ['a', 'b', 'c'] }, 'teams', 'must have at most 2 entries'],
  [{ dryRun: 'yes' }, 'dryRun', 'must be true or false'],
  [{ count: 1.5 }, 'count', 'must be a whole number'],
  [{ count: '1' }, 'count', 'must be a number'],
  [{ count: 0 }, 'count', 'must be at least 1'],
  [{ count: 10 }, 'count', 'must be at most 9'],
  [{ at: 'monday' }, 'at', 'does not fit'],
  [{ nickname: 'al' }, 'nickname', 'is not known'],
])('faultsOf(%j) reports that %s %s', (change, path, message) => {
  const parsed = whatFits.safeParse({ ...fits, ...change });
  expect(parsed.error && faultsOf(parsed.error)).toEqual([{ path, message }]);
});

test('an operator command returns validation messages in plain words', async () => {
  const answer = await createOrganization({ name: 'Acme', plan: 'free', adminEmail: '@' }, context);
  expect(answer).toEqual({
    errors: [
      { path: 'plan', message: 'must be standard or enterprise' },
      { path: 'adminEmail', message: 'must be an email address' },
    ],
  });
});

test('an answer lists 20 values at most, with paths of 100 characters', async () => {
  const body = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`k${n}`, 0]));
  const answer = await previewInvitation(event({ ...body }), context);
  expect(JSON.parse(answer.body ?? '').errors).toHaveLength(20);
  const long = await previewInvitation(event({ ['🙂'.repeat(10_000)]: 0, token: 5 }), context);
  expect(JSON.parse(long.body ?? '').errors.at(-1).path).toHaveLength(100);
  expect(
    faultsOf(z.array(z.string()).safeParse(Array.from({ length: 100 }, () => 0)).error as z.core.$ZodError),
  ).toHaveLength(20);
});
