import type { Fault } from 'cdk-local/fault-injection';
import { expect, test } from 'vitest';
import { type Answer, organization } from '#test/support/api.ts';
import { runningClock } from '#test/support/controllable-clock.ts';
import { conflict, throttled } from '#test/support/fault-kinds.ts';
import { useFaults } from '#test/support/fault-plan.ts';
import { type Acme, type Changes, changes, keyedChanges, keyedTransactions, logged, timeAt } from './changes.ts';

// Long enough for a slow run; three preparations in a row stay within the 15 minutes of a token.
const pauseSeconds = 200;
const clock = runningClock();
const faults = useFaults({ clock: clock.hands, resendPauseSeconds: pauseSeconds });

const functionOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const statusAndCode = ({ status, body }: Answer) => ({ status, ...(body.code !== undefined && { code: body.code }) });
type StatusAndCode = ReturnType<typeof statusAndCode>;

type Asked = { readonly acme: Acme; readonly ask: () => Promise<Answer> };

/** By operation name. */
const each = async <T, U>(
  of: Readonly<Record<string, T>>,
  act: (one: T, name: string) => Promise<U>,
): Promise<Record<string, U>> =>
  Object.fromEntries(await Promise.all(Object.entries(of).map(async ([name, one]) => [name, await act(one, name)])));

/** Prepares the targets of all operations, old enough for a resend. */
const prepare = async (of: Changes): Promise<Record<string, Asked>> => {
  const asked = await each(of, async (change) => {
    const acme = await organization({ plan: 'standard' }, faults.url());
    return { acme, ask: await change.prepare(acme, faults.url()) };
  });
  clock.advance(pauseSeconds * 1000 + 1);
  return asked;
};

const shownInTheEnd = async ({ acme }: Asked): Promise<object> => {
  await logged(acme);
  return timeAt(acme);
};

/** The state of an organization after the change without faults, and before it. */
const undisturbed = async (of: Changes) => {
  const [asked, idle] = [await prepare(of), await prepare(of)];
  const answers = await each(asked, async ({ ask }) => statusAndCode(await ask()));
  expect(answers).toEqual(statusesOf(of));
  return { done: await each(asked, shownInTheEnd), notDone: await each(idle, shownInTheEnd) };
};

const statusesOf = (of: Changes): Record<string, StatusAndCode> =>
  Object.fromEntries(Object.entries(of).map(([name, { status }]) => [name, { status }]));

const repeatedOf = (of: Changes): Record<string, StatusAndCode> =>
  Object.fromEntries(Object.entries(of).map(([name, { repeated }]) => [name, repeated]));

const tryAgain = { status: 503, code: 'try_again' };

type Times = { readonly times?: number; readonly after?: number };

/** Calls the operation while its writes fail. */
const askUnder = async (of: Changes, fault: Fault, times: Times) => {
  const asked = await prepare(of);
  const hits = await each(of, async (_, name) =>
    faults.add({ function: functionOf(name), operation: 'TransactWriteItems', ...times }, fault),
  );
  const answers = await each(asked, ({ ask }) => ask());
  faults.clear();
  for (const [name, count] of Object.entries(hits)) expect(count(), name).toBeGreaterThan(0);
  return { asked, answers };
};

/** A request with a key returns `try_again` until the lease of the first one ends. */
const askAgain = async ({ ask }: Asked): Promise<StatusAndCode> => {
  await expect.poll(async () => (await ask()).status, { interval: 1_000 }).not.toBe(503);
  return statusAndCode(await ask());
};

const show = async (asked: Record<string, Asked>, expected: Record<string, object>): Promise<void> => {
  await each(asked, ({ acme }) => logged(acme));
  await expect.poll(() => each(asked, ({ acme }) => timeAt(acme))).toEqual(expected);
};

const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

const kinds = [
  ['every change', changes, [0]],
  ['every send with a key, at each of its writes,', keyedChanges, keyedTransactions],
] as const;

for (const [kind, of, writes] of kinds) {
  const shown = once(() => undisturbed(of));

  test(`${kind} is visible after the response`, async () => {
    const { done, notDone } = await shown();
    for (const name of Object.keys(of)) expect(done[name], name).not.toEqual(notDone[name]);
  });

  test.each([
    ['is lost', { dropResponse: true }, 1],
    ['is that it is throttled, three times', throttled, 3],
    ['is that another is in its way, three times', conflict, 3],
  ] as const)(
    `${kind} is done once and succeeds when the DynamoDB response %s`,
    { tags: ['fault/f1', 'fault/f3'] },
    async (_, fault, times) => {
      for (const after of writes) {
        const { asked, answers } = await askUnder(of, fault, { times, after });
        expect(await each(answers, async (answer) => statusAndCode(answer))).toEqual(statusesOf(of));
        await show(asked, (await shown()).done);
      }
    },
  );

  test.each([
    ['throttled', throttled],
    ['in the way of another', conflict],
  ])(
    `${kind} that is %s permanently returns try_again, writes nothing, and succeeds later`,
    { tags: ['fault/f2'] },
    async (_, fault) => {
      const { asked, answers } = await askUnder(of, fault, {});
      for (const [name, answer] of Object.entries(answers)) {
        expect(statusAndCode(answer), name).toEqual(tryAgain);
        expect(answer.headers.get('retry-after'), name).toMatch(/^\d+$/);
      }
      await show(asked, (await shown()).notDone);
      expect(await each(asked, async ({ ask }) => statusAndCode(await ask()))).toEqual(statusesOf(of));
      await show(asked, (await shown()).done);
    },
  );

  test.each([
    ['every answer of the table is lost', { dropResponse: true }, {}, tryAgain],
    ['the function dies before its answer', { killCaller: true }, { times: 1 }, { status: 500 }],
  ] as const)(
    `${kind} happens once when %s, and a repeated request returns the current state`,
    { tags: ['fault/f1', 'fault/f5'] },
    async (_, fault, times, first) => {
      for (const after of writes) {
        const { asked, answers } = await askUnder(of, fault, { ...times, after });
        for (const [name, answer] of Object.entries(answers)) expect(statusAndCode(answer), name).toEqual(first);
        expect(await each(asked, askAgain)).toEqual(repeatedOf(of));
        await show(asked, (await shown()).done);
      }
    },
  );
}
