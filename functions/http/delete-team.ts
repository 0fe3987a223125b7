import { operations } from '#core/contract/operations.ts';
import { deleteTeam } from '#core/teams/delete.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';

export const handler = endpoint(operations.deleteTeam, (request) => deleteTeam(request.params, request));
