import { pendingInvitationLimits } from '../contract/organization.ts';
import { smokeOrganizationId } from '../deployment.ts';
import { firstWrites } from '../organizations/first-writes.ts';
import type { Origin } from '../table/change.ts';
import { attempt } from '../table/commit.ts';
import { organizationKey } from '../table/keys.ts';
import type { StoredOrganization } from '../table/organization.ts';
import { getItem } from '../table/read.ts';

const plan = 'standard';

/** The smoke test's own organization, which nobody can join: made by the first run. */
export const makeSmokeOrganization = async (origin: Origin): Promise<void> => {
  const id = smokeOrganizationId;
  if ((await getItem(organizationKey(id))) !== undefined) return;
  const limits = { pendingInvitations: pendingInvitationLimits[plan], members: null };
  const organization: StoredOrganization = {
    id,
    name: 'Smoke test',
    plan,
    allowedEmailDomains: [],
    limits,
    changedAt: origin.at,
  };
  // Refused where another run was faster.
  await attempt(firstWrites(organization, [], origin));
};
