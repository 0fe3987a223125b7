import { operations } from '#core/contract/operations.ts';
import { getOrganization } from '#core/organizations/get.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';

export const handler = endpoint(operations.getOrganization, (request) => getOrganization(request.params, request));
