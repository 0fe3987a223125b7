import { operations } from '#core/contract/operations.ts';
import { listInvitations } from '#core/invitations/list.ts';
import { seal } from '#functions/endpoint/cursor-seal.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';

export const handler = endpoint(operations.listInvitations, (request) =>
  listInvitations(request.params.organizationId, request.query, request, seal),
);
