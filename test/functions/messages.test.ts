import type { Context } from 'aws-lambda';
import { expect, test } from 'vitest';
import { handler as previewInvitation } from '#functions/http/preview-invitation.ts';
import { handler as createOrganization } from '#functions/operator/create-organization.ts';
import type { Event } from '#functions/request.ts';

const context = { awsRequestId: 'r1', getRemainingTimeInMillis: () => 10_000 } as Context;

// Only what reading the request takes of an event of API Gateway.
const event = (body: unknown) =>
  ({ body: JSON.stringify(body), headers: {}, requestContext: { requestId: 'r1' } }) as unknown as Event;

test('a caller is told in words what does not fit', async () => {
  const { body } = await previewInvitation(event({ token: 5, tokens: [] }), context);
  expect(JSON.parse(body ?? '').errors).toEqual([
    { path: 'token', message: 'Invalid input: expected string, received number' },
    { path: '', message: 'Unrecognized key: "tokens"' },
  ]);
});

test('an operator is told in words what does not fit', async () => {
  const answer = await createOrganization({ name: 'Acme', plan: 'free', adminEmail: '@' }, context);
  expect(answer).toEqual({
    error: 'plan: Invalid option: expected one of "standard"|"enterprise"; adminEmail: must be an email address',
  });
});
