import { operations } from '#core/contract/operations.ts';
import { requestNewInvitation } from '#core/invitations/request-new.ts';
import { secretKeys } from '#functions/aws/secret-keys.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';

export const handler = endpoint(operations.requestNewInvitation, (request) =>
  requestNewInvitation(request.body, request, secretKeys),
);
