import { operations } from '#core/contract/operations.ts';
import { sendInvitations } from '#core/invitations/send.ts';
import { endpoint } from '#functions/endpoint.ts';
import { idempotencyKey } from '#functions/idempotency-key.ts';
import { settings } from '#functions/settings.ts';

// API Gateway gives up after 29 s, and this function ends after 28: what has not had its turn after 20 is told so instead.
const answerMilliseconds = 8_000;

export const handler = endpoint(
  operations.sendInvitations,
  (request) =>
    sendInvitations(request.params.organizationId, request.body, request, {
      idempotencyKey: idempotencyKey(request.header),
      lifetimeSeconds: settings.invitationLifetimeSeconds(),
      hasTime: () => request.remainingMilliseconds() > answerMilliseconds,
    }),
  ({ results }, { body }) => {
    if (body.dryRun) return 200;
    return results.every(({ outcome }) => outcome === 'invited') ? 201 : 207;
  },
);
