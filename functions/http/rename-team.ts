import { operations } from '#core/contract/operations.ts';
import { renameTeam } from '#core/teams/rename.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';

export const handler = endpoint(operations.renameTeam, (request) => renameTeam(request.params, request.body, request));
