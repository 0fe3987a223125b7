import type { Person } from '#core/contract/invitation.ts';
import { smokeOrganizationId } from '#core/deployment.ts';
import { inviteAdmin } from '#core/invitations/invite-admin.ts';
import { Refusal } from '#core/problem.ts';
import type { Origin } from '#core/table/change.ts';
import { makeSmokeOrganization } from './organization.ts';

/** What SES's mailbox simulator does with an email, by what its address begins with. */
const fates = ['success', 'bounce'] as const;
type Fate = (typeof fates)[number];

type Terms = { readonly lifetimeSeconds: number; readonly inviter: Person };

type Begun = { readonly fate: Fate; readonly email: string; readonly invitationId: string };

/** Invites an address of each kind, another one each time: ten emails a day go to one address, and no earlier run is in the way. */
export const beginSmokeTest = async (origin: Origin, terms: Terms): Promise<{ invitations: Begun[] }> => {
  await makeSmokeOrganization(origin);
  const invitations: Begun[] = [];
  for (const fate of fates) {
    const email = `${fate}+${origin.requestId}@simulator.amazonses.com`;
    const invited = await inviteAdmin({ organizationId: smokeOrganizationId, adminEmail: email }, origin, terms);
    if ('error' in invited) throw new Refusal(invited.error);
    invitations.push({ fate, email, invitationId: invited.invitationId });
  }
  return { invitations };
};
