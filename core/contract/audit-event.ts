import * as z from 'zod';
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
  email: z.string().optional(),
  role: role.optional(),
  teamIds: z.array(z.string()).optional(),
  expiresAt: instant.optional(),
  from: fact.optional(),
  to: fact.optional(),
  name: z.string().optional(),
  reason: z.string().optional(),
});

export const auditEvent = z.object({
  id: z.string(),
  type: auditEventType,
  category: auditCategory,
  occurredAt: instant,
  actor: z.object({
    type: z.enum(['user', 'system']),
    userId: id.optional(),
    name: z.string().optional(),
    email: z.string().optional(),
  }),
  subject: z.object({ type: auditCategory, id, email: z.string().optional() }),
  details: auditDetails,
});
export type AuditEvent = z.infer<typeof auditEvent>;
