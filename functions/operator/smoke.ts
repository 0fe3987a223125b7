import * as z from 'zod/mini';
import { beginSmokeTest } from '#core/smoke-test/begin.ts';
import { endSmokeTest } from '#core/smoke-test/end.ts';
import { lookAtSmokeTest } from '#core/smoke-test/look.ts';
import { probeTransactions } from '#core/smoke-test/probe-transactions.ts';
import { settings } from '#functions/aws/settings.ts';
import { command, product } from '#functions/consumer/operator-command.ts';

const asked = z.strictObject({
  step: z.enum(['permissions', 'begin', 'look', 'end']),
  /** The invitations to check. */
  invitationIds: z._default(z.array(z.string()).check(z.maxLength(10)), []),
});

/** Smoke test in its own organization: the permission to invoke it tests a deployment and changes nothing else. */
export const handler = command<typeof asked, object>(asked, ({ step, invitationIds }, origin) => {
  if (step === 'permissions') return probeTransactions();
  const inviter = product();
  if (step === 'begin')
    return beginSmokeTest(origin, { lifetimeSeconds: settings.invitationLifetimeSeconds(), inviter });
  return step === 'look' ? lookAtSmokeTest(invitationIds) : endSmokeTest(origin, inviter);
});
