import { expect, test } from 'vitest';
import { reconcileToTheEnd } from '#operator/commands/reconcile.ts';

const answer = (facts: object) => ({
  auditEvents: 1,
  emails: 0,
  expired: 2,
  failed: 0,
  organizations: 3,
  next: null,
  ...facts,
});

/** Returns a fake call with the given responses in order. Errors are thrown. */
const calling = (...answers: readonly (object | Error)[]) => {
  const events: object[] = [];
  const lines: string[] = [];
  const call = async (event: object) => {
    const given = answers[events.length];
    events.push(event);
    if (given instanceof Error) throw given;
    return given;
  };
  const run = (event: Readonly<Record<string, unknown>>) => reconcileToTheEnd(event, call, (line) => lines.push(line));
  return { events, lines, run };
};

test('reconcileToTheEnd calls reconcile from each position and returns the sums', async () => {
  const { events, lines, run } = calling(answer({ next: 'o1.a' }), answer({ emails: 5, next: 'o2' }), answer({}));

  expect(await run({ organizationId: 'o1', olderThanSeconds: 0 })).toEqual(
    answer({ auditEvents: 3, emails: 5, expired: 6, organizations: 9 }),
  );

  const asked = { organizationId: 'o1', olderThanSeconds: 0 };
  expect(events).toEqual([asked, { ...asked, after: 'o1.a' }, { ...asked, after: 'o2' }]);
  expect(lines).toEqual([
    expect.stringMatching(/"organizations":3\} so far\. To continue from here: --after o1\.a$/),
    expect.stringMatching(/"organizations":6\} so far\. To continue from here: --after o2$/),
  ]);
});

test('reconcileToTheEnd starts after the given position', async () => {
  const { events, run } = calling(answer({}));
  await run({ after: 'o7' });
  expect(events).toEqual([{ after: 'o7' }]);
});

test('reconcileToTheEnd prints the last position when a call fails', async () => {
  const { lines, run } = calling(answer({ next: 'o1' }), new Error('The connection was cut'));
  await expect(run({})).rejects.toThrow('The connection was cut');
  expect(lines.at(-1)).toBe('To continue from here: --after o1');
});

test('reconcileToTheEnd names the log when repairs failed', async () => {
  const { lines, run } = calling(answer({ failed: 2 }));
  await run({});
  expect(lines).toEqual(['2 repairs failed. See the log of reconcile, then run it again.']);
});
