import * as z from 'zod/mini';
import { beginSmokeTest } from '#core/smoke-test/begin.ts';
import { endSmokeTest } from '#core/smoke-test/end.ts';
import { lookAtSmokeTest } from '#core/smoke-test/look.ts';
import { settings } from '#functions/settings.ts';
import { command, product } from './command.ts';

const asked = z.strictObject({
  step: z.enum(['begin', 'look', 'end']),
  /** To look at. */
  invitationIds: z._default(z.array(z.string()).check(z.maxLength(10)), []),
});

/** One function with one organization of its own: who may call nothing but it can test a deployment, and change nothing else. */
export const handler = command<typeof asked, object>(asked, ({ step, invitationIds }, origin) => {
  const inviter = product();
  if (step === 'begin')
    return beginSmokeTest(origin, { lifetimeSeconds: settings.invitationLifetimeSeconds(), inviter });
  return step === 'look' ? lookAtSmokeTest(invitationIds) : endSmokeTest(origin, inviter);
});
