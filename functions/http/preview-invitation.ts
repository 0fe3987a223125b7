import { operations } from '#core/contract/operations.ts';
import { previewInvitation } from '#core/invitations/preview.ts';
import { secretKeys } from '#functions/aws/secret-keys.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';

export const handler = endpoint(operations.previewInvitation, (request) =>
  previewInvitation(request.body, request, secretKeys),
);
