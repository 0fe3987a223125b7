import { authorize } from '#core/authorize.ts';
import { type CallerRequest, originOf } from '#core/caller.ts';
import type { OrganizationParams } from '#core/contract/fields.ts';
import type { AllowedEmailDomains, Organization } from '#core/contract/organization.ts';
import { retryOnConflict } from '#core/retry.ts';
import { commit } from '#core/table/commit.ts';
import { changeAllowedDomains } from '#core/table/organization.ts';
import { answerOrganization, findOrganization } from './get.ts';

const same = (one: readonly string[], other: readonly string[]) => JSON.stringify(one) === JSON.stringify(other);

/** Sets the allowed email domains. An empty list allows all. Existing members and invitations stay. */
export const setAllowedDomains = async (
  { organizationId }: OrganizationParams,
  { domains }: AllowedEmailDomains,
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
