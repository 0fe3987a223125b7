import { expect, test } from 'vitest';
import type { Operation } from '#core/contract/operation.ts';
import { type OperationName, operations } from '#core/contract/operations.ts';
import { Problem } from '#core/problem.ts';
import { type Event, readRequest } from '#functions/endpoint/request.ts';
import { present } from '#test/support/organization.ts';

const kilobyte = 1024;

const withLargeBody: readonly OperationName[] = ['sendInvitations', 'changeMembers'];

/** Returns the problem code of a request with a body of `bytes` bytes. */
const codeOf = (operation: Operation, bytes: number, isBase64Encoded = false): string => {
  const text = ' '.repeat(bytes);
  const body = isBase64Encoded ? Buffer.from(text).toString('base64') : text;
  const event = { headers: {}, body, isBase64Encoded, requestContext: { requestId: 'r' } } as unknown as Event;
  try {
    readRequest(operation, event, present(), () => 0);
    return 'none';
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
};

const withBody = Object.entries<Operation>(operations).filter(([, { method }]) => method !== 'GET');

test.each(withBody)('%s returns body_too_large for one byte more than its limit', (name, operation) => {
  const limit = (withLargeBody.some((one) => one === name) ? 1024 : 64) * kilobyte;
  for (const isBase64Encoded of [false, true]) {
    expect(codeOf(operation, limit, isBase64Encoded)).not.toBe('body_too_large');
    expect(codeOf(operation, limit + 1, isBase64Encoded)).toBe('body_too_large');
  }
});

test('the body limit counts bytes, not characters', () => {
  const body = 'é'.repeat(32 * kilobyte + 1);
  const event = { headers: {}, body, requestContext: { requestId: 'r' } } as unknown as Event;
  expect(() => readRequest(operations.createTeam, event, present(), () => 0)).toThrow(
    expect.objectContaining({ code: 'body_too_large' }),
  );
});

test('changeMembers accepts a thousand of the longest ids', () => {
  const body = JSON.stringify({
    userIds: Array.from({ length: 1000 }, (_, n) => String(n).padStart(64, 'x')),
    change: { role: 'user' },
  });
  expect(body.length).toBeGreaterThan(64 * kilobyte);
  const event = {
    headers: {},
    pathParameters: { organizationId: 'o' },
    body,
    requestContext: { requestId: 'r' },
  } as unknown as Event;
  expect(readRequest(operations.changeMembers, event, present(), () => 0).body.userIds).toHaveLength(1000);
});
