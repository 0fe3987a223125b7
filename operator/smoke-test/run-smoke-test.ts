import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { callOperatorFunction, type Place, prefixOf } from '#operator/commands/operator-functions.ts';
import {
  expectations,
  faultOfAuditLog,
  faultOfDelivery,
  type InvitationReport,
  invitationReport,
} from './expectations.ts';
import { allowedTransactions, faultOfPermissions } from './transaction-keys.ts';

const started = z.object({
  invitations: z.array(z.object({ fate: z.enum(['success', 'bounce']), email: z.string(), invitationId: z.string() })),
});
type TestInvitation = z.infer<typeof started>['invitations'][number];

const reports = z.object({ invitations: z.array(invitationReport) });
const ended = z.object({ revoked: z.number() });

type SmokeTest = {
  readonly place: Place;
  /** Returns false when the test should stop waiting. */
  readonly hasTime: () => boolean;
  /** Receives the progress, line by line. */
  readonly report: (line: string) => void;
};

/** Returns the problem with an invitation, or undefined. */
type ProblemOf = (invitation: TestInvitation, now: InvitationReport) => string | undefined;

const pollMilliseconds = 1_000;

/** Polls until no invitation has a problem. Throws the first problem when the time is over. */
const waitUntilExpected = async (
  { place, hasTime, report }: SmokeTest,
  invitations: readonly TestInvitation[],
  problemOf: ProblemOf,
) => {
  const reported = new Map<string, string>();
  for (;;) {
    const event = { step: 'look', invitationIds: invitations.map(({ invitationId }) => invitationId) };
    const { invitations: now } = reports.parse(await callOperatorFunction('smoke', event, place));
    const problems = invitations.flatMap((invitation, n) => {
      const one = now[n];
      if (one === undefined) throw new Error(`The invitation to ${invitation.email} is missing.`);
      const line = `${invitation.email}: ${one.status}, ${one.delivery}, ${one.auditEvents.join(', ') || 'not in the audit log'}`;
      if (reported.get(invitation.email) !== line) report(line);
      reported.set(invitation.email, line);
      return problemOf(invitation, one) ?? [];
    });
    if (problems.length === 0) return;
    if (!hasTime()) throw new Error(problems[0]);
    await pause(pollMilliseconds);
  }
};

/**
 * Tests which transactions IAM allows, then follows two invitations of the smoke test's organization: stored, sent,
 * delivered or bounced, revoked, and recorded in the audit log. Throws an error that says what to check.
 */
export const runSmokeTest = async (test: SmokeTest): Promise<void> => {
  const { place, report } = test;
  const prefix = prefixOf(place);
  const revoke = async (): Promise<void> => {
    const { revoked } = ended.parse(await callOperatorFunction('smoke', { step: 'end' }, place));
    report(`${revoked} invitations revoked`);
  };
  const inviteAndWait = async (): Promise<readonly TestInvitation[]> => {
    const { invitations } = started.parse(await callOperatorFunction('smoke', { step: 'begin' }, place));
    await waitUntilExpected(test, invitations, ({ fate, email }, now) =>
      faultOfDelivery(prefix, email, expectations[fate], now),
    );
    return invitations;
  };
  const permissions = await callOperatorFunction('smoke', { step: 'permissions' }, place);
  const denied = faultOfPermissions(allowedTransactions.parse(permissions));
  if (denied !== undefined) throw new Error(denied);
  report('permissions: transactions over one partition and over two are allowed');
  const invitations = await inviteAndWait().catch(async (error: unknown) => {
    // The first error is the one to report.
    await revoke().catch(() => undefined);
    throw error;
  });
  await revoke();
  await waitUntilExpected(test, invitations, ({ fate, email }, now) =>
    faultOfAuditLog(prefix, email, expectations[fate], now),
  );
};
