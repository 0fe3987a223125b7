import * as z from 'zod/mini';
import { beginSmokeTest } from '#core/smoke-test/begin.ts';
import { endSmokeTest } from '#core/smoke-test/end.ts';
import { lookAtSmokeTest } from '#core/smoke-test/look.ts';
import { probeTransactions } from '#core/smoke-test/probe-transactions.ts';
import { settings } from '#functions/aws/settings.ts';
import { command, product } from '#functions/consumer/operator-command.ts';

const asked = z.strictObject({
  step: z.enum(['permissions', 'begin', 'look', 'end']),
  /** To look at. */
  invitationIds: z._default(z.array(z.string()).check(z.maxLength(10)), []),
});

/** One function with one organization of its own: who may call nothing but it can test a deployment, and change nothing else. */
export const handler = command<typeof asked, object>(asked, ({ step, invitationIds }, origin) => {
  if (step === 'permissions') return probeTransactions();
  const inviter = product();
  if (step === 'begin')
    return beginSmokeTest(origin, { lifetimeSeconds: settings.invitationLifetimeSeconds(), inviter });
  return step === 'look' ? lookAtSmokeTest(invitationIds) : endSmokeTest(origin, inviter);
});
