import { operations } from '#core/contract/operations.ts';
import { resendInvitation } from '#core/invitations/resend.ts';
import { settings } from '#functions/aws/settings.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';

export const handler = endpoint(operations.resendInvitation, (request) =>
  resendInvitation(request.params, request, settings.resendPauseSeconds()),
);
