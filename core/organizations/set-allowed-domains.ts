import { authorize } from '#core/authorize.ts';
import { type CallerRequest, originOf } from '#core/caller.ts';
import type { Organization } from '#core/contract/organization.ts';
import { commit } from '#core/table/commit.ts';
import { changeAllowedDomains } from '#core/table/organization.ts';
import { retryOnConflict } from '#core/table/retry-on-conflict.ts';
import { answerOrganization, findOrganization } from './get.ts';

const same = (one: readonly string[], other: readonly string[]) => JSON.stringify(one) === JSON.stringify(other);

/** Sets the allowed email domains. An empty list allows all. Existing members and invitations stay. */
export const setAllowedDomains = async (
  organizationId: string,
  domains: readonly string[],
  request: CallerRequest,
): Promise<Organization> => {
  const admin = await authorize(request.caller, organizationId, 'admin');
  const allowedEmailDomains = [...new Set(domains)];
  return retryOnConflict(async () => {
    const organization = await findOrganization(organizationId, request.now);
    if (!same(organization.allowedEmailDomains, allowedEmailDomains))
      await commit([changeAllowedDomains(organization, allowedEmailDomains, originOf(admin, request))]);
    return answerOrganization({ ...organization, allowedEmailDomains });
  });
};
