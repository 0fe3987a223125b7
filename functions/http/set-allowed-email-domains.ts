import { operations } from '#core/contract/operations.ts';
import { setAllowedDomains } from '#core/organizations/set-allowed-domains.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';

export const handler = endpoint(operations.setAllowedEmailDomains, (request) =>
  setAllowedDomains(request.params, request.body, request),
);
