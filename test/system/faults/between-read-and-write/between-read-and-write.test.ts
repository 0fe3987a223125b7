import { expect, test } from 'vitest';
import { useFaults } from '#test/support/fault-plan.ts';
import { rows, type Situation, start } from './situations.ts';

const faults = useFaults({ resendPauseSeconds: 0.001 });

/** Checks that counters match the items. */
const countsAgree = async ({ alice, bob, path }: Situation): Promise<void> => {
  const reader = (await alice.get(path)).status === 200 ? alice : bob;
  const { usage, limits } = (await reader.get(path)).body;
  const members = (await reader.get(`${path}/members`)).body.items.length;
  const pending = (await reader.get(`${path}/invitations?status=pending`)).body.items?.length;
  expect(usage.members).toBe(members);
  if (limits.pendingInvitations !== null && pending !== undefined) expect(usage.pendingInvitations).toBe(pending);
};

const situations = Object.entries(rows).flatMap(([name, of]) =>
  of.map(([what, ...row]) => [`${name.replaceAll('-', ' ')} while ${what}`, name, row] as const),
);

test.each(situations)(
  '%s: the first writer wins, the second gets the current state',
  { tags: ['fault/f4', 'fault/f24'] },
  async (_, name, [ask, act, expected]) => {
    const situation = await start(faults.url());
    let acting: Promise<unknown> | undefined;
    const hits = faults.add({ function: name, operation: 'TransactWriteItems', about: situation.id }, () => {
      // Only the first request waits: the other may use the same function.
      if (acting) return {};
      acting = act(situation);
      return { before: () => acting ?? Promise.resolve() };
    });

    expect(await ask(situation)).toMatchObject(expected);

    expect(hits()).toBeGreaterThan(0);
    faults.clear();
    await countsAgree(situation);
  },
);
