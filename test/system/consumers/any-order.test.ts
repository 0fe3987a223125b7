import { randomUUID } from 'node:crypto';
import type { LambdaRecord } from 'cdk-local/stream-record';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { later, present, second } from '#test/support/organization.ts';
import { type Dice, inOrder, type Reader, readers, wildly } from './hand-over.ts';
import { anyLife, type Deed, type Life, live } from './life.ts';
import { useUnreadRun } from './unread-run.ts';
import { whatCameOf } from './what-came-of.ts';

const { running, records, invoke } = useUnreadRun();

type HandOver = (reader: Reader, records: readonly LambdaRecord[]) => Promise<void>;

/** Sends the records to both consumers until there are no new ones. */
const drain = async (lives: readonly (readonly [Life, HandOver, 'at once' | 'in turn'])[]): Promise<void> => {
  const isTimeToLive: Life['isTimeToLive'] = (change) => lives.some(([life]) => life.isTimeToLive(change));
  for (let found = await records(isTimeToLive); found.length > 0; found = await records(isTimeToLive))
    for (const [life, handOver, speed] of lives) {
      const tasks = readers.map((reader) => () => handOver(reader, found.filter(life.isAbout).filter(reader.wants)));
      if (speed === 'at once') await Promise.all(tasks.map((task) => task()));
      else for (const task of tasks.reverse()) await task();
    }
};

const diceOf = (numbers: readonly number[]): Dice => {
  let thrown = 0;
  return () => numbers[thrown++ % numbers.length] ?? 0;
};

/** A life with every state: a moved member, an expired invitation, and an email that is skipped after a revocation. */
const everyState: Deed[] = [
  { kind: 'invite', whom: 0 },
  { kind: 'accept', whom: 0 },
  { kind: 'moveAway', whom: 0 },
  { kind: 'inviteBriefly', whom: 1 },
  { kind: 'lapse', whom: 1 },
  { kind: 'invite', whom: 2 },
  { kind: 'revoke', whom: 2 },
  { kind: 'invite', whom: 2 },
];
const someNumbers = Array.from({ length: 60 }, (_, n) => (n * 37) % 101);

test('repeated, late and reordered records cause the same emails and audit log', {
  tags: ['fault/f14'],
  timeout: 300_000,
}, async () => {
  const seen = { mails: 0, skipped: 0, expired: 0, moved: 0 };
  const dice = fc.array(fc.nat(10_000), { minLength: 60, maxLength: 60, size: 'max' });
  const property = fc.asyncProperty(
    anyLife,
    dice,
    fc.constantFrom('at once' as const, 'in turn' as const),
    async (deeds, numbers, speed) => {
      const [name, start] = [randomUUID().slice(0, 8), later(present(), -3600 * second)];
      const [plain, wild] = [await live(deeds, `plain-${name}`, start), await live(deeds, `wild-${name}`, start)];
      const throwDice = diceOf(numbers);
      await drain([
        [plain, (reader, found) => inOrder(invoke, reader, found), 'at once'],
        [wild, (reader, found) => wildly(invoke, reader, found, throwDice), speed],
      ]);
      const expected = await whatCameOf(plain, running().url);
      expect(await whatCameOf(wild, running().url)).toEqual(expected);
      for (const { mails, states } of expected.emails) {
        expect(mails).toBe(states.filter((state) => state === 'sent').length);
        seen.mails += mails;
        seen.skipped += states.filter((state) => state === 'skipped').length;
      }
      seen.moved += expected.log.filter((event) => event.includes('member.email_changed')).length;
      seen.expired += expected.log.filter((event) => event.includes('invitation.expired')).length;
    },
  );
  // Random lives alone miss a state now and then.
  await fc.assert(property, { numRuns: 12, examples: [[everyState, someNumbers, 'in turn']] });
  // Every possible state occurs.
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
});
