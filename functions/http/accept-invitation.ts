import { operations } from '#core/contract/operations.ts';
import { acceptInvitation } from '#core/invitations/accept.ts';
import { endpoint } from '#functions/endpoint.ts';
import { secretKeys } from '#functions/secret-keys.ts';

export const handler = endpoint(operations.acceptInvitation, (request) =>
  acceptInvitation(request.body, request, secretKeys),
);
