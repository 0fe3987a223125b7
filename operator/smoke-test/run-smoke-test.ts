import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { callOperatorFunction, type Place, prefixOf } from '#operator/commands/operator-functions.ts';
import { expectations, faultOfAuditLog, faultOfDelivery, type Seen, seen } from './expectations.ts';

const begun = z.object({
  invitations: z.array(z.object({ fate: z.enum(['success', 'bounce']), email: z.string(), invitationId: z.string() })),
});
type Begun = z.infer<typeof begun>['invitations'][number];

const looked = z.object({ invitations: z.array(seen) });
const ended = z.object({ revoked: z.number() });

type SmokeTest = {
  readonly place: Place;
  /** Whether to go on waiting for what has not come yet. */
  readonly hasTime: () => boolean;
  /** Told what happens, a line each. */
  readonly report: (line: string) => void;
};

/** What is wrong with an invitation; undefined where nothing is. */
type Judge = (invitation: Begun, now: Seen) => string | undefined;

const betweenLooksMilliseconds = 1_000;

/** Looks again and again until nothing is wrong. Throws what still is when the time is over. */
const untilRight = async ({ place, hasTime, report }: SmokeTest, invitations: readonly Begun[], judge: Judge) => {
  const told = new Map<string, string>();
  for (;;) {
    const event = { step: 'look', invitationIds: invitations.map(({ invitationId }) => invitationId) };
    const { invitations: now } = looked.parse(await callOperatorFunction('smoke', event, place));
    const faults = invitations.flatMap((invitation, n) => {
      const one = now[n];
      if (one === undefined) throw new Error(`The invitation to ${invitation.email} is gone.`);
      const line = `${invitation.email}: ${one.status}, ${one.delivery}, ${one.auditEvents.join(', ') || 'not in the audit log'}`;
      if (told.get(invitation.email) !== line) report(line);
      told.set(invitation.email, line);
      return judge(invitation, one) ?? [];
    });
    if (faults.length === 0) return;
    if (!hasTime()) throw new Error(faults[0]);
    await pause(betweenLooksMilliseconds);
  }
};

/**
 * Sees two invitations of the deployment's own smoke organization through: stored, mailed, delivered or bounced, revoked, and all of it in
 * the audit log. Throws a sentence that says what to look at.
 */
export const runSmokeTest = async (test: SmokeTest): Promise<void> => {
  const { place, report } = test;
  const prefix = prefixOf(place);
  const revoke = async (): Promise<void> => {
    const { revoked } = ended.parse(await callOperatorFunction('smoke', { step: 'end' }, place));
    report(`${revoked} invitations revoked`);
  };
  const inviteAndWait = async (): Promise<readonly Begun[]> => {
    const { invitations } = begun.parse(await callOperatorFunction('smoke', { step: 'begin' }, place));
    await untilRight(test, invitations, ({ fate, email }, now) =>
      faultOfDelivery(prefix, email, expectations[fate], now),
    );
    return invitations;
  };
  const invitations = await inviteAndWait().catch(async (error: unknown) => {
    // What went wrong first is what to look at.
    await revoke().catch(() => undefined);
    throw error;
  });
  await revoke();
  await untilRight(test, invitations, ({ fate, email }, now) =>
    faultOfAuditLog(prefix, email, expectations[fate], now),
  );
};
