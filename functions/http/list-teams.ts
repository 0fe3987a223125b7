import { operations } from '#core/contract/operations.ts';
import { listTeams } from '#core/teams/list.ts';
import { seal } from '#functions/endpoint/cursor-seal.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';

export const handler = endpoint(operations.listTeams, (request) =>
  listTeams(request.params, request.query, request, seal),
);
