import { pendingInvitationLimits } from '../contract/organization.ts';
import { smokeOrganizationId } from '../deployment.ts';
import type { Origin } from '../table/change.ts';
import { attempt } from '../table/commit.ts';
import { organizationKey } from '../table/keys.ts';
import { listOrganization, putOrganization } from '../table/organization.ts';
import { putPlaces } from '../table/places.ts';
import { getItem } from '../table/read.ts';
import { putSeats } from '../table/seats.ts';

const plan = 'standard';

/** The smoke test's own organization, which nobody can join: made by the first run. */
export const makeSmokeOrganization = async (origin: Origin): Promise<void> => {
  const id = smokeOrganizationId;
  if ((await getItem(organizationKey(id))) !== undefined) return;
  const pendingInvitations = pendingInvitationLimits[plan] ?? 0;
  const limits = { pendingInvitations, members: null };
  // Refused where another run was faster.
  await attempt([
    putOrganization({ id, name: 'Smoke test', plan, allowedEmailDomains: [], limits }, origin),
    listOrganization(id),
    putSeats(id, null),
    putPlaces(id, pendingInvitations, []),
  ]);
};
