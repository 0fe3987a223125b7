import type { Person } from '#core/contract/invitation.ts';
import { smokeOrganizationId } from '#core/deployment.ts';
import { inviteAdmin } from '#core/invitations/invite-admin.ts';
import { OperatorError } from '#core/problem.ts';
import type { Origin } from '#core/table/change.ts';
import { makeSmokeOrganization } from './organization.ts';

/** Addresses of SES's mailbox simulator, by the result that they simulate. */
const fates = ['success', 'bounce'] as const;
type Fate = (typeof fates)[number];

type Terms = { readonly lifetimeSeconds: number; readonly inviter: Person };

type Begun = { readonly fate: Fate; readonly email: string; readonly invitationId: string };

/** Invites one address of each kind, a new one each time, because of the limit of ten emails a day and of earlier runs. */
export const beginSmokeTest = async (origin: Origin, terms: Terms): Promise<{ invitations: Begun[] }> => {
  await makeSmokeOrganization(origin);
  const invitations: Begun[] = [];
  for (const fate of fates) {
    const email = `${fate}+${origin.requestId}@simulator.amazonses.com`;
    const invited = await inviteAdmin({ organizationId: smokeOrganizationId, adminEmail: email }, origin, terms);
    if ('error' in invited) throw new OperatorError(invited.error);
    invitations.push({ fate, email, invitationId: invited.invitationId });
  }
  return { invitations };
};
