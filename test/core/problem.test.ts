import { expect, test } from 'vitest';
import { ConflictError, noSuchOrganization, OperatorError, Problem, problem } from '#core/problem.ts';
import { RetryableError } from '#core/retryable-error.ts';

test('a problem has the status and the sentence of its code, with the facts in it', () => {
  const refused = problem('email_mismatch', { maskedEmail: 'a***@x.test' });
  expect(refused).toBeInstanceOf(Problem);
  expect(refused).toMatchObject({
    name: 'Problem',
    code: 'email_mismatch',
    status: 403,
    facts: { maskedEmail: 'a***@x.test' },
    message: 'Sign in with the Google account a***@x.test.',
  });
  expect(problem('email_mismatch').message).toBe('Sign in with the Google account {maskedEmail}.');
  expect(problem('team_not_found', {}, 422).status).toBe(422);
  expect(problem('team_not_found').facts).toEqual({});
});

test('ConflictError becomes try_again', () => {
  expect(new ConflictError()).toMatchObject({ code: 'try_again', status: 503, facts: { retryAfter: 1 } });
});

test('a refusal of an operator command has a message', () => {
  expect(noSuchOrganization()).toBeInstanceOf(OperatorError);
  expect(noSuchOrganization().message).toBe('There is no organization with this id.');
});

test('a record that comes again says why, what caused it, and for how long', () => {
  const cause = new Error('refused');
  expect(new RetryableError('later', { cause, patienceSeconds: 60 })).toMatchObject({
    message: 'later',
    cause,
    patienceSeconds: 60,
  });
  expect(new RetryableError('later').patienceSeconds).toBeUndefined();
});
