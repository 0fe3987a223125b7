import { operations } from '#core/contract/operations.ts';
import { sendInvitations } from '#core/invitations/send.ts';
import { settings } from '#functions/aws/settings.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';
import { idempotencyKey } from '#functions/endpoint/idempotency-key.ts';

// API Gateway times out after 29 s, and this function after 28. Addresses not processed after 20 s get `try_again`.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
const answerMilliseconds = 8_000;

export const handler = endpoint(
  operations.sendInvitations,
  (request) =>
    sendInvitations(request.params, request.body, request, {
      idempotencyKey: idempotencyKey(request.header),
      lifetimeSeconds: settings.invitationLifetimeSeconds(),
      hasTime: () => request.remainingMilliseconds() > answerMilliseconds,
    }),
  ({ results }, { body }) => {
    if (body.dryRun) return 200;
    return results.every(({ outcome }) => outcome === 'invited') ? 201 : 207;
  },
);
