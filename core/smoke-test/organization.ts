import { emailsPerDayLimits, pendingInvitationLimits } from '#core/contract/organization.ts';
import { smokeOrganizationId } from '#core/deployment.ts';
import { firstWrites } from '#core/organizations/first-writes.ts';
import type { Origin } from '#core/table/change.ts';
import { attempt } from '#core/table/commit.ts';
import { organizationKey } from '#core/table/keys.ts';
import type { StoredOrganization } from '#core/table/organization.ts';
import { getItem } from '#core/table/read.ts';

const plan = 'standard';

/** Returns the smoke test's organization, without members; the first run creates it. */
export const makeSmokeOrganization = async (origin: Origin): Promise<void> => {
  const id = smokeOrganizationId;
  if ((await getItem(organizationKey(id))) !== undefined) return;
  const limits = {
    pendingInvitations: pendingInvitationLimits[plan],
    members: null,
    emailsPerDay: emailsPerDayLimits[plan],
  };
  const organization: StoredOrganization = {
    id,
    name: 'Smoke test',
    plan,
    allowedEmailDomains: [],
    limits,
    changedAt: origin.at,
  };
  // Fails if a concurrent run was faster.
  await attempt(firstWrites(organization, [], origin));
};
