import { operations } from '#core/contract/operations.ts';
import { getInvitation } from '#core/invitations/get.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';

export const handler = endpoint(operations.getInvitation, (request) => getInvitation(request.params, request));
