import { operations } from '#core/contract/operations.ts';
import { removeMember } from '#core/members/remove.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';

export const handler = endpoint(operations.removeMember, (request) => removeMember(request.params, request));
