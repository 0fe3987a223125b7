import { operations } from '#core/contract/operations.ts';
import { revokeInvitation } from '#core/invitations/revoke.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';

export const handler = endpoint(operations.revokeInvitation, (request) => revokeInvitation(request.params, request));
