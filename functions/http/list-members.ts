import { operations } from '#core/contract/operations.ts';
import { listMembers } from '#core/members/list.ts';
import { seal } from '#functions/endpoint/cursor-seal.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';

export const handler = endpoint(operations.listMembers, (request) =>
  listMembers(request.params.organizationId, request.query, request, seal),
);
