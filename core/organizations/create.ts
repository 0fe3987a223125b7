import * as z from 'zod';
import { emailAddress } from '../contract/email-address.ts';
import type { Instant } from '../contract/fields.ts';
import { organizationName, pendingInvitationLimits, plan } from '../contract/organization.ts';
import { idAt } from '../new-id.ts';
import { claimAddress } from '../table/address.ts';
import { commit } from '../table/commit.ts';
import { putInvitation } from '../table/invitation.ts';
import { newInvitation } from '../table/new-invitation.ts';
import { putOrganization, type StoredOrganization } from '../table/organization.ts';
import { putPlaces } from '../table/places.ts';
import { putSeats } from '../table/seats.ts';

/** What the operator gives: the first admin gets an ordinary invitation. */
export const newOrganization = z.strictObject({
  name: organizationName,
  plan,
  adminEmail: z.string().transform((text, context) => {
    const email = emailAddress(text);
    if (email !== undefined) return email;
    context.addIssue('must be an email address');
    return z.NEVER;
  }),
  memberLimit: z.int().min(1).optional(),
});

type By = {
  readonly now: Instant;
  readonly requestId: string;
  readonly lifetimeSeconds: number;
  /** Who invites: the product itself. */
  readonly inviter: { readonly name: string; readonly email: string };
};

/** Creates an organization and invites its first admin, all or nothing. */
export const createOrganization = async (
  { name, plan, adminEmail, memberLimit }: z.output<typeof newOrganization>,
  { now, requestId, lifetimeSeconds, inviter }: By,
): Promise<{ organizationId: string; invitationId: string }> => {
  const pendingInvitations = pendingInvitationLimits[plan];
  const organization: StoredOrganization = {
    id: idAt(now),
    name,
    plan,
    allowedEmailDomains: [],
    limits: { pendingInvitations, members: memberLimit ?? null },
  };
  const offer = newInvitation({
    organization,
    role: 'admin',
    teamIds: [],
    inviter,
    at: now,
    lifetimeSeconds,
    seed: requestId,
  });
  const invitation = offer(adminEmail, 0);
  const origin = { at: now, by: { type: 'system', ...inviter }, requestId } as const;
  await commit([
    putOrganization(organization, origin),
    putSeats(organization.id, memberLimit ?? null),
    ...(pendingInvitations === null ? [] : [putPlaces(organization.id, pendingInvitations, [invitation])]),
    putInvitation(invitation, origin),
    claimAddress(invitation, undefined),
  ]);
  return { organizationId: organization.id, invitationId: invitation.id };
};
