import type * as z from 'zod/mini';
import type { invitation, person } from '#core/contract/invitation.ts';
import type { member, organization, team } from '#core/contract/organization.ts';

/** Example ids. */
export const ids = {
  organization: '01K8Z4T5M2004N8Z6Y5X8F3D2R',
  team: '01K8Z50QW5007H2V9T4E4J6X1D',
  invitation: '01K92N5Y8M003G4Q7K7W3R1D6A',
  user: '3f1c9a52-7d0e-4b7a-9c57-0a6f5d8e2b41',
  admin: 'b2774c1e-05d3-49f8-8e1c-6d2f9b70a3c5',
  event: '20261103093000000-01K92N5Y8M003G4Q7K7W3R1D6A-invitation.sent-9f2c61d0b7ae',
};

export const cursor = 'k1.mJ0eV7c1qZ4nS8tX2bL5yR9wU3oP6aD';
export const token = `k1.${ids.organization}.${ids.invitation}.5fB1y4mJ0eV7c1qZ4nS8tX2bL5yR9wU3oP6aDg4kF1i`;

export const createdAt = '2026-11-03T09:30:00.000Z';
export const expiresAt = '2026-11-10T09:30:00.000Z';

export const alice = { userId: ids.admin, name: 'Alice Ng', email: 'alice@acme.com' } satisfies z.input<typeof person>;

export const anOrganization: z.input<typeof organization> = {
  id: ids.organization,
  name: 'Acme',
  plan: 'standard',
  allowedEmailDomains: ['acme.com'],
  limits: { pendingInvitations: 50, members: null, emailsPerDay: 250 },
  usage: { pendingInvitations: 3, members: 12, emailsToday: 4 },
  paused: null,
};

export const aTeam: z.input<typeof team> = { id: ids.team, name: 'Compliance' };

export const aMember: z.input<typeof member> = {
  userId: ids.user,
  email: 'ann@acme.com',
  name: 'Ann Lee',
  pictureUrl: null,
  role: 'user',
  teamIds: [ids.team],
  status: 'active',
  joinedAt: '2026-11-04T14:05:12.345Z',
  invitationId: ids.invitation,
  lastSignInOn: '2026-11-20',
};

export const anInvitation: z.input<typeof invitation> = {
  id: ids.invitation,
  organizationId: ids.organization,
  email: 'ann@acme.com',
  role: 'user',
  teamIds: [ids.team],
  status: 'pending',
  invitedBy: alice,
  createdAt,
  expiresAt,
  sentCount: 1,
  lastSentAt: createdAt,
  delivery: 'queued',
  newInvitationRequestedAt: null,
};
