import { operations } from '#core/contract/operations.ts';
import { resendInvitation } from '#core/invitations/resend.ts';
import { endpoint } from '#functions/endpoint.ts';
import { settings } from '#functions/settings.ts';

export const handler = endpoint(operations.resendInvitation, (request) =>
  resendInvitation(request.params, request, settings.resendPauseSeconds()),
);
