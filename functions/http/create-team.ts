import { operations } from '#core/contract/operations.ts';
import { createTeam } from '#core/teams/create.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';

export const handler = endpoint(operations.createTeam, (request) => createTeam(request.params, request.body, request));
