import { operations } from '#core/contract/operations.ts';
import { getOwnMembership } from '#core/members/get-own.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';

export const handler = endpoint(operations.getOwnMembership, (request) => getOwnMembership(request.params, request));
