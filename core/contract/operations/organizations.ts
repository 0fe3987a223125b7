import { noQuery, organizationParams } from '#core/contract/fields.ts';
import { type Operation, operation } from '#core/contract/operation.ts';
import { allowedEmailDomains, organization } from '#core/contract/organization.ts';

/** Path of an organization, and prefix of its resources. */
export const organizationPath = '/v1/organizations/{organizationId}';

export const organizationOperations = {
  getOrganization: operation({
    method: 'GET',
    path: organizationPath,
    summary: 'One organization with its limits and what is used of them.',
    caller: 'member',
    params: organizationParams,
    query: noQuery,
    body: undefined,
    answers: { 200: organization },
    problems: [],
  }),
  setAllowedEmailDomains: operation({
    method: 'PUT',
    path: `${organizationPath}/allowed-email-domains`,
    summary: 'Sets the domains whose addresses may be invited; none allows all. Affects new invitations only.',
    caller: 'admin',
    params: organizationParams,
    query: noQuery,
    body: allowedEmailDomains,
    answers: { 200: organization },
    problems: [],
  }),
} as const satisfies Record<string, Operation>;
