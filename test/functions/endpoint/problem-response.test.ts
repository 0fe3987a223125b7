import { expect, test } from 'vitest';
import { problem } from '#core/problem.ts';
import { RetryableError } from '#core/retryable-error.ts';
import { problemResponse } from '#functions/endpoint/problem-response.ts';

const answerTo = (error: unknown) => {
  const { statusCode, headers, body } = problemResponse(error, 'request-1');
  return { statusCode, headers, body: JSON.parse(body ?? '') };
};

test('problemResponse returns internal_error without details for an unexpected error', () => {
  const { statusCode, body } = answerTo(new Error('Requested resource not found: Table: invitations-prod'));
  expect(statusCode).toBe(500);
  expect(body).toEqual({
    type: 'urn:partnerally:problem:internal_error',
    title: 'Internal error',
    status: 500,
    detail: expect.any(String),
    code: 'internal_error',
    requestId: 'request-1',
  });
  expect(JSON.stringify(body)).not.toContain('Table');
});

test.each(['ThrottlingException', 'ProvisionedThroughputExceededException', 'InternalServerError', 'TimeoutError'])(
  'problemResponse returns try_again with Retry-After for %s',
  (name) => {
    const { statusCode, headers, body } = answerTo(Object.assign(new Error(name), { name }));
    expect([statusCode, body.code, headers?.['retry-after']]).toEqual([503, 'try_again', '1']);
  },
);

test('problemResponse returns try_again for a network failure but not for a bug', () => {
  const codeOf = (code: string) => answerTo(Object.assign(new Error(code), { code })).body.code;
  expect(codeOf('ECONNREFUSED')).toBe('try_again');
  expect(codeOf('ERR_INVALID_ARG_TYPE')).toBe('internal_error');
  expect(answerTo(new RetryableError('The link secret can not be read')).body.code).toBe('try_again');
});

test('problemResponse keeps facts and protects the standard members', () => {
  const { body } = answerTo(
    problem('invitation_not_pending', { invitationStatus: 'revoked', status: 200, code: 'ok' }),
  );
  expect(body).toMatchObject({ status: 409, code: 'invitation_not_pending', invitationStatus: 'revoked' });
});
