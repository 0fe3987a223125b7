import * as z from 'zod/mini';
import { domainName } from './email-address.ts';
import { givenName, id, instant, namedTeams, role, textReadBy } from './fields.ts';

export const plan = z.enum(['standard', 'enterprise']);
export type Plan = z.infer<typeof plan>;

/** Maximum number of pending invitations by plan; `null` is unlimited. */
export const pendingInvitationLimits: Readonly<Record<Plan, number | null>> = { standard: 50, enterprise: null };

/** Emails that each plan sends in a UTC day. */
export const emailsPerDayLimits: Readonly<Record<Plan, number>> = { standard: 250, enterprise: 10_000 };

export const organizationName = givenName(120);

const count = z.int().check(z.nonnegative());

export const organization = z.object({
  id,
  name: z.string(),
  plan,
  allowedEmailDomains: z.array(z.string()),
  limits: z.object({
    pendingInvitations: z.nullable(count),
    members: z.nullable(count),
    emailsPerDay: z.nullable(count),
  }),
  usage: z.object({ pendingInvitations: z.nullable(count), members: count, emailsToday: count }),
  /** Since when and why it may not invite. */
  paused: z.nullable(z.object({ since: instant, reason: z.string() })),
});
export type Organization = z.infer<typeof organization>;

export const team = z.object({ id, name: z.string() });
export type Team = z.infer<typeof team>;
export const newTeam = z.strictObject({ name: givenName(60) });
export type NewTeam = z.output<typeof newTeam>;

export const member = z.object({
  userId: id,
  email: z.string(),
  name: z.string(),
  pictureUrl: z.nullable(z.string()),
  role,
  teamIds: z.array(id),
  status: z.literal('active'),
  joinedAt: instant,
  invitationId: id,
  lastSignInOn: z.nullable(z.iso.date()),
});
export type Member = z.infer<typeof member>;

export const acceptedInvitation = z.object({ organization: z.object({ id, name: z.string() }), member });

export const me = z.object({
  user: z.object({ id, email: z.string(), name: z.string(), pictureUrl: z.nullable(z.string()), signedInAt: instant }),
  organizations: z.array(z.object({ id, name: z.string(), role })),
  invitations: z.array(
    z.object({
      id,
      organizationId: id,
      organizationName: z.string(),
      invitedBy: z.object({ name: z.string() }),
      role,
      expiresAt: instant,
      /** Accepting it needs the link in the email. */
      linkRequired: z.boolean(),
    }),
  ),
});

const domain = textReadBy(domainName, 'must be a domain such as acme.com, without @, * or a path');
export const allowedEmailDomains = z.strictObject({
  domains: z.array(domain).check(z.maxLength(100, 'must have at most 100 domains')),
});
export type AllowedEmailDomains = z.output<typeof allowedEmailDomains>;

export const memberChange = z.strictObject({ role: z.optional(role), teamIds: z.optional(namedTeams) });
