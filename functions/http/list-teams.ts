import { operations } from '#core/contract/operations.ts';
import { listTeams } from '#core/teams/list.ts';
import { seal } from '#functions/cursor-seal.ts';
import { endpoint } from '#functions/endpoint.ts';

export const handler = endpoint(operations.listTeams, (request) =>
  listTeams(request.params.organizationId, request.query, request, seal),
);
