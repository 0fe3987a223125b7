import * as z from 'zod/mini';
import { emailField } from '#core/contract/email-field.ts';
import { looksLike } from '#core/contract/look-alike.ts';
import { emailsPerDayLimits, organizationName, pendingInvitationLimits, plan } from '#core/contract/organization.ts';
import { idAt } from '#core/new-id.ts';
import { OperatorError } from '#core/problem.ts';
import { claimAddress } from '#core/table/address.ts';
import type { Origin } from '#core/table/change.ts';
import { commit } from '#core/table/commit.ts';
import { putInvitation } from '#core/table/invitation.ts';
import { newInvitation } from '#core/table/new-invitation.ts';
import type { StoredOrganization } from '#core/table/organization.ts';
import { firstWrites } from './first-writes.ts';

/** The operator's input. The first admin gets an ordinary invitation. */
export const newOrganization = z.strictObject({
  name: organizationName,
  plan,
  adminEmail: emailField,
  memberLimit: z.optional(z.int().check(z.minimum(1))),
});

type Terms = {
  readonly lifetimeSeconds: number;
  /** The product itself. */
  readonly inviter: { readonly name: string; readonly email: string };
};

/** Creates an organization and invites its first admin in one transaction. */
export const createOrganization = async (
  { name, plan, adminEmail, memberLimit }: z.output<typeof newOrganization>,
  origin: Origin,
  { lifetimeSeconds, inviter }: Terms,
): Promise<{ organizationId: string; invitationId: string }> => {
  if (looksLike(name, inviter.name)) throw new OperatorError(`No organization may be called like ${inviter.name}.`);
  const organization: StoredOrganization = {
    id: idAt(origin.at),
    name,
    plan,
    allowedEmailDomains: [],
    limits: {
      pendingInvitations: pendingInvitationLimits[plan],
      members: memberLimit ?? null,
      emailsPerDay: emailsPerDayLimits[plan],
    },
    changedAt: origin.at,
  };
  const offer = newInvitation({
    organization,
    role: 'admin',
    teamIds: [],
    inviter,
    at: origin.at,
    lifetimeSeconds,
    seed: origin.requestId,
  });
  const invitation = offer(adminEmail, 0);
  await commit([
    ...firstWrites(organization, [invitation], origin),
    putInvitation(invitation, origin),
    claimAddress(invitation, undefined),
  ]);
  return { organizationId: organization.id, invitationId: invitation.id };
};
