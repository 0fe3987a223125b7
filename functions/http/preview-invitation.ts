import { operations } from '#core/contract/operations.ts';
import { previewInvitation } from '#core/invitations/preview.ts';
import { endpoint } from '#functions/endpoint.ts';
import { secretKeys } from '#functions/secret-keys.ts';

export const handler = endpoint(operations.previewInvitation, ({ body, now }) =>
  previewInvitation(body.token, now, secretKeys),
);
