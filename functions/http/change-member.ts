import { operations } from '#core/contract/operations.ts';
import { changeMember } from '#core/members/change.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';

export const handler = endpoint(operations.changeMember, (request) =>
  changeMember(request.params, request.body, request),
);
