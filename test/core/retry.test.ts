import { expect, test } from 'vitest';
import { ConflictError } from '#core/problem.ts';
import { type RetryPolicy, retry, retryOnConflict } from '#core/retry.ts';

type Act = (attempt: number) => Promise<unknown>;

/** Runs `call` and returns its result or error, and the attempts that it made. */
const observe = async (call: (act: Act) => Promise<unknown>, act: Act) => {
  const attempts: number[] = [];
  const end = await call((attempt) => {
    attempts.push(attempt);
    // Ends a loop that would never end.
    return attempts.length > 9 ? Promise.resolve('endless') : act(attempt);
  }).catch((error: unknown) => error);
  return { end, attempts };
};

const failure = new Error('no network');
const policy: RetryPolicy = { maxAttempts: 3, isRetryable: (error) => error === failure };
const withPolicy = (more: Partial<RetryPolicy>) => (act: Act) => retry(act, { ...policy, ...more });

test('retry makes maxAttempts attempts at most, then throws the last error', async () => {
  const always = await observe(withPolicy({}), () => Promise.reject(failure));
  expect(always).toEqual({ end: failure, attempts: [1, 2, 3] });
  const once = await observe(withPolicy({}), (attempt) => (attempt < 2 ? Promise.reject(failure) : Promise.resolve(7)));
  expect(once).toEqual({ end: 7, attempts: [1, 2] });
});

test('retry throws an error that is not retryable after the first attempt', async () => {
  const permanent = new Error('refused');
  expect(await observe(withPolicy({}), () => Promise.reject(permanent))).toEqual({ end: permanent, attempts: [1] });
});

test('retry begins no attempt after maxMilliseconds', async () => {
  const late = await observe(withPolicy({ maxMilliseconds: 0 }), () => Promise.reject(failure));
  expect(late).toEqual({ end: failure, attempts: [1] });
});

test('retryOnConflict makes four attempts at most, then throws try_again', async () => {
  const conflict = new ConflictError();
  const always = await observe(retryOnConflict, () => Promise.reject(conflict));
  expect(always).toEqual({ end: conflict, attempts: [1, 2, 3, 4] });
  expect(conflict.code).toBe('try_again');
});

test('retryOnConflict throws other errors after the first attempt', async () => {
  expect(await observe(retryOnConflict, () => Promise.reject(failure))).toEqual({ end: failure, attempts: [1] });
});
