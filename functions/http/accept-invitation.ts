import { operations } from '#core/contract/operations.ts';
import { acceptInvitation } from '#core/invitations/accept.ts';
import { secretKeys } from '#functions/aws/secret-keys.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';

export const handler = endpoint(operations.acceptInvitation, (request) =>
  acceptInvitation(request.body, request, secretKeys),
);
