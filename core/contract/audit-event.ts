import * as z from 'zod/mini';
import { id, instant, role } from './fields.ts';

/** Types of audit events; the category is the word before the dot. */
export const auditEventType = z.enum([
  'invitation.sent',
  'invitation.resent',
  'invitation.accepted',
  'invitation.expired',
  'invitation.revoked',
  'invitation.undelivered',
  'member.joined',
  'member.role_changed',
  'member.teams_changed',
  'member.removed',
  'member.left',
  'organization.created',
  'organization.allowed_domains_changed',
  'organization.plan_changed',
  'team.created',
  'team.deleted',
]);
export type AuditEventType = z.infer<typeof auditEventType>;

export const auditCategory = z.enum(['invitation', 'member', 'organization', 'team']);

const fact = z.union([z.string(), z.number(), z.null(), z.array(z.string())]);

export const auditDetails = z.object({
  email: z.optional(z.string()),
  role: z.optional(role),
  teamIds: z.optional(z.array(z.string())),
  expiresAt: z.optional(instant),
  from: z.optional(fact),
  to: z.optional(fact),
  name: z.optional(z.string()),
  reason: z.optional(z.string()),
});

export const auditEvent = z.object({
  id: z.string(),
  type: auditEventType,
  category: auditCategory,
  occurredAt: instant,
  actor: z.object({
    type: z.enum(['user', 'system']),
    userId: z.optional(id),
    name: z.optional(z.string()),
    email: z.optional(z.string()),
  }),
  subject: z.object({ type: auditCategory, id, email: z.optional(z.string()) }),
  details: auditDetails,
});
export type AuditEvent = z.infer<typeof auditEvent>;
