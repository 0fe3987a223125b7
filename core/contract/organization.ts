import * as z from 'zod';
import { domainName } from './email-address.ts';
import { givenName, id, instant, namedTeams, role } from './fields.ts';

export const plan = z.enum(['standard', 'enterprise']);
export type Plan = z.infer<typeof plan>;

/** Pending invitations that each plan allows; `null` is no limit. */
export const pendingInvitationLimits: Readonly<Record<Plan, number | null>> = { standard: 50, enterprise: null };

export const organizationName = givenName(120);

const count = z.int().nonnegative();

export const organization = z.object({
  id,
  name: z.string(),
  plan,
  allowedEmailDomains: z.array(z.string()),
  limits: z.object({ pendingInvitations: count.nullable(), members: count.nullable() }),
  usage: z.object({ pendingInvitations: count.nullable(), members: count }),
});
export type Organization = z.infer<typeof organization>;

export const team = z.object({ id, name: z.string() });
export type Team = z.infer<typeof team>;
export const newTeam = z.strictObject({ name: givenName(60) });

export const member = z.object({
  userId: id,
  email: z.string(),
  name: z.string(),
  pictureUrl: z.string().nullable(),
  role,
  teamIds: z.array(id),
  status: z.literal('active'),
  joinedAt: instant,
  invitationId: id,
});
export type Member = z.infer<typeof member>;

export const acceptedInvitation = z.object({ organization: z.object({ id, name: z.string() }), member });

export const me = z.object({
  user: z.object({ id, email: z.string(), name: z.string(), pictureUrl: z.string().nullable() }),
  organizations: z.array(z.object({ id, name: z.string(), role })),
  invitations: z.array(
    z.object({
      id,
      organizationId: id,
      organizationName: z.string(),
      invitedBy: z.object({ name: z.string() }),
      role,
      expiresAt: instant,
    }),
  ),
});

const domain = z.string().transform((text, context) => {
  const name = domainName(text);
  if (name !== undefined) return name;
  context.addIssue('must be a domain such as acme.com, without @, * or a path');
  return z.NEVER;
});
export const allowedEmailDomains = z.strictObject({ domains: z.array(domain).max(100) });

export const memberChange = z
  .strictObject({ role: role.optional(), teamIds: namedTeams.optional() })
  .refine((change) => change.role !== undefined || change.teamIds !== undefined, 'name a role, teams, or both');
