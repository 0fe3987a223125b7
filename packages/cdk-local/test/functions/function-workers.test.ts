import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import type { Outcome } from '../../src/functions/execution-environment.ts';
import { EventTooLarge, largestEventBytes } from '../../src/functions/function-workers.ts';
import { functionWith, workersForTest } from '../support/function.ts';

const answerOf = (outcome: Outcome): unknown => (outcome.error ? outcome.error : JSON.parse(outcome.payload));

test('a function has the environment variables of template and Lambda only', async () => {
  process.env.OF_THE_RUNNER = 'secret';
  const definition = functionWith('export const handler = async () => process.env', {
    environment: { TABLE_NAME: 'orders' },
  });

  const seen = answerOf(await workersForTest().invoke(definition, {}));

  expect(seen).toMatchObject({
    TABLE_NAME: 'orders',
    AWS_REGION: 'eu-central-1',
    AWS_LAMBDA_FUNCTION_NAME: 'fixture',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  });
  expect(seen).not.toHaveProperty('OF_THE_RUNNER');
  expect(seen).not.toHaveProperty('HOME');
});

test('override replaces a variable only in functions that have it', async () => {
  const source = 'export const handler = async () => [process.env.LIFETIME ?? null]';
  const workers = workersForTest();
  const having = functionWith(source, { name: 'having', environment: { LIFETIME: '604800' } });
  const lacking = functionWith(source, { name: 'lacking' });
  expect(answerOf(await workers.invoke(having, {}))).toEqual(['604800']);

  await workers.override({ LIFETIME: '5' });

  expect(answerOf(await workers.invoke(having, {}))).toEqual(['5']);
  expect(answerOf(await workers.invoke(lacking, {}))).toEqual([null]);
});

test('event and response are converted to JSON and back', async () => {
  const definition = functionWith(
    'export const handler = async (event) => ({ event, absent: undefined, when: new Date(0) })',
  );

  const outcome = await workersForTest().invoke(definition, { at: new Date(0), gone: undefined, list: [undefined] });

  expect(answerOf(outcome)).toEqual({
    event: { at: '1970-01-01T00:00:00.000Z', list: [null] },
    when: '1970-01-01T00:00:00.000Z',
  });
});

test('a function without a response returns null', async () => {
  const outcome = await workersForTest().invoke(functionWith('export const handler = async () => {}'), {});

  expect(outcome).toMatchObject({ payload: 'null' });
});

test('a handler gets the Lambda context with its remaining time', async () => {
  const definition = functionWith(
    `export const handler = async (event, context) => ({
      ...context, remaining: context.getRemainingTimeInMillis(),
    })`,
    { timeoutSeconds: 7 },
  );

  const seen = answerOf(await workersForTest().invoke(definition, {}));

  expect(seen).toMatchObject({
    functionName: 'fixture',
    functionVersion: '$LATEST',
    invokedFunctionArn: definition.arn,
    memoryLimitInMB: '128',
    awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    remaining: expect.toSatisfy((milliseconds: number) => milliseconds > 0 && milliseconds <= 7000),
  });
});

test('a function that exceeds its time-out is terminated, and the next invocation starts a new thread', async () => {
  const workers = workersForTest();
  const definition = functionWith(
    'let runs = 0; export const handler = async ({ hang }) => { runs += 1; if (hang) for (;;); return runs; }',
    { timeoutSeconds: 1 },
  );

  const late = await workers.invoke(definition, { hang: true });
  const next = await workers.invoke(definition, {});

  expect(late.error).toMatchObject({
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${late.requestId} Error: Task timed out after 1.00 seconds`,
  });
  expect(answerOf(next)).toBe(1);
});

test('an execution environment keeps its state between invocations', async () => {
  const workers = workersForTest();
  const definition = functionWith('let runs = 0; export const handler = async () => ++runs');

  const runs = [await workers.invoke(definition, {}), await workers.invoke(definition, {})].map(answerOf);

  expect(runs).toEqual([1, 2]);
});

test('an execution environment runs one invocation at a time, and others wait for a free one', async () => {
  const workers = workersForTest();
  const definition = functionWith(
    `const id = Math.random();
    let running = 0;
    export const handler = async () => {
      running += 1;
      await new Promise((resolve) => setTimeout(resolve, 30));
      return [id, running--];
    }`,
    { concurrency: 2 },
  );

  const seen = (await Promise.all(Array.from({ length: 7 }, () => workers.invoke(definition, {})))).map(answerOf);
  const [ids, running] = [0, 1].map((index) => seen.map((one) => z.array(z.number()).parse(one)[index]));

  expect(running).toEqual(Array(7).fill(1));
  expect(new Set(ids).size).toBe(2);
});

test('background work of a handler pauses until the next invocation', async () => {
  const workers = workersForTest();
  const definition = functionWith(
    `let ticks = 0; let ticking;
    export const handler = async () => {
      ticking ??= setInterval(() => { ticks += 1; }, 5);
      const seen = ticks;
      return seen;
    }`,
  );
  await workers.invoke(definition, {});
  await new Promise((resolve) => setTimeout(resolve, 300));

  const ticks = answerOf(await workers.invoke(definition, {}));

  expect(ticks).toBeLessThan(10);
});

test('a handler that throws fails as on Lambda, and its environment stays in use', async () => {
  const workers = workersForTest();
  const definition = functionWith(
    "let runs = 0; export const handler = async () => { if (++runs === 1) throw new TypeError('no such thing'); return runs; }",
  );

  const failed = await workers.invoke(definition, {});
  const next = await workers.invoke(definition, {});

  expect(failed.error).toMatchObject({ errorType: 'TypeError', errorMessage: 'no such thing' });
  expect(failed.error?.trace[0]).toBe('TypeError: no such thing');
  expect(answerOf(next)).toBe(2);
  expect(workers.reports).toEqual(['fixture failed: TypeError: no such thing']);
});

test('a function whose process exits fails, and the next invocation starts a new thread', async () => {
  const workers = workersForTest();
  const definition = functionWith(
    'let runs = 0; export const handler = async ({ exit }) => { runs += 1; if (exit) process.exit(3); return runs; }',
  );

  const gone = await workers.invoke(definition, { exit: true });

  expect(gone.error?.errorType).toBe('Runtime.ExitError');
  expect(answerOf(await workers.invoke(definition, {}))).toBe(1);
});

test('an unhandled rejection fails the invocation', async () => {
  const definition = functionWith(
    "export const handler = () => new Promise(() => { Promise.reject(new RangeError('forgotten')); })",
  );

  const outcome = await workersForTest().invoke(definition, {});

  expect(outcome.error).toMatchObject({ errorType: 'RangeError', errorMessage: 'forgotten' });
});

test.each([
  ["throw new Error('broken at load')", 'Error', 'broken at load'],
  ['export const other = 1', 'Runtime.HandlerNotFound', 'index.handler is undefined or not exported'],
  [
    'export const handler = (event, context, callback) => callback()',
    'Runtime.CallbackHandlerDeprecated',
    'AWS Lambda has removed support for callback-based handlers',
  ],
])('a function that is %s fails each invocation with the reason', async (source, errorType, errorMessage) => {
  const workers = workersForTest();
  const definition = functionWith(source);

  expect((await workers.invoke(definition, {})).error).toMatchObject({ errorType, errorMessage });
  expect((await workers.invoke(definition, {})).error).toMatchObject({ errorType, errorMessage });
});

test('invoke rejects an event over six megabytes', async () => {
  const definition = functionWith('export const handler = async (event) => event.length');
  const workers = workersForTest();

  await expect(workers.invoke(definition, 'a'.repeat(largestEventBytes - 1))).rejects.toThrow(EventTooLarge);
  expect(answerOf(await workers.invoke(definition, 'a'.repeat(largestEventBytes - 2)))).toBe(largestEventBytes - 2);
});

test('a response over six megabytes is an error', async () => {
  const definition = functionWith("export const handler = async () => 'a'.repeat(6 * 1024 * 1024 + 99)");

  const outcome = await workersForTest().invoke(definition, {});

  expect(outcome.error?.errorType).toBe('Function.ResponseSizeTooLarge');
});

test('the log of a function has its output, and errors with their stack', async () => {
  const workers = workersForTest();
  const definition = functionWith(
    "export const handler = async () => { console.log('one'); console.log('two'); throw new Error('three'); }",
  );

  await workers.invoke(definition, {});

  expect(readFileSync(join(workers.logs, 'fixture.log'), 'utf8')).toMatch(
    /^one\ntwo\n[0-9a-f-]{36} Error: three\n +at /,
  );
});

test('kill fails running invocations, and the next one starts a new thread', async () => {
  const workers = workersForTest();
  const definition = functionWith(
    `let runs = 0;
    export const handler = async ({ hang }) => {
      runs += 1;
      if (hang) console.log('hanging');
      if (hang) await new Promise(() => setInterval(() => {}, 1_000));
      return runs;
    }`,
  );
  expect(answerOf(await workers.invoke(definition, {}))).toBe(1);
  const hanging = workers.invoke(definition, { hang: true });
  await expect.poll(() => readFileSync(join(workers.logs, 'fixture.log'), 'utf8')).toContain('hanging');

  await workers.kill(definition);

  expect((await hanging).error).toMatchObject({ errorType: 'Runtime.ExitError' });
  expect(answerOf(await workers.invoke(definition, {}))).toBe(1);
});
