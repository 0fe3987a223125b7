import * as z from 'zod/mini';
import { id, instant, role } from './fields.ts';

/** Types of audit events. The category is the word before the dot. */
export const auditEventType = z.enum([
  'invitation.sent',
  'invitation.resent',
  'invitation.accepted',
  'invitation.expired',
  'invitation.revoked',
  'invitation.undelivered',
  'invitation.new_requested',
  'member.joined',
  'member.role_changed',
  'member.teams_changed',
  'member.email_changed',
  'member.removed',
  'member.left',
  'organization.created',
  'organization.allowed_domains_changed',
  'organization.plan_changed',
  'organization.limits_changed',
  'organization.paused',
  'organization.resumed',
  'organization.email_limit_reached',
  'team.created',
  'team.renamed',
  'team.deleted',
]);
export type AuditEventType = z.infer<typeof auditEventType>;

export const auditCategory = z.enum(['invitation', 'member', 'organization', 'team']);
export type AuditCategory = z.infer<typeof auditCategory>;

const text = z.string();
const texts = z.array(text);

export const auditActor = z.discriminatedUnion('type', [
  z.object({ type: z.literal('user'), userId: id, name: text, email: text }),
  z.object({ type: z.literal('system'), name: z.optional(text), email: z.optional(text) }),
]);

const common = { id: z.string(), occurredAt: instant, actor: auditActor };

/** Subjects with an email: invitations and members. */
const about = <C extends AuditCategory>(category: C) => ({
  ...common,
  category: z.literal(category),
  subject: z.object({ type: z.literal(category), id, email: text }),
});

const of = <C extends AuditCategory>(category: C) => ({
  ...common,
  category: z.literal(category),
  subject: z.object({ type: z.literal(category), id }),
});

const ofInvitation = about('invitation');
const ofMember = about('member');
const ofOrganization = of('organization');

/** Names at the time of the event, by id, of all its teams. */
const teamNames = z.record(z.string(), text);

const teamFacts = { teamIds: texts, teamNames: z.optional(teamNames) };
const memberFacts = { email: text, name: z.optional(text), role, ...teamFacts };
const invitationFacts = { email: text, role, ...teamFacts, expiresAt: instant };

// `from` is missing in events that reconcile wrote. Names of members and their teams
// are missing in events of release 0.1.0.
export const auditEvent = z.discriminatedUnion('type', [
  z.object({
    ...ofInvitation,
    type: z.enum([
      'invitation.sent',
      'invitation.resent',
      'invitation.accepted',
      'invitation.expired',
      'invitation.new_requested',
    ]),
    details: z.object(invitationFacts),
  }),
  z.object({
    ...ofInvitation,
    type: z.literal('invitation.revoked'),
    details: z.object({ ...invitationFacts, reason: z.optional(text) }),
  }),
  z.object({
    ...ofInvitation,
    type: z.literal('invitation.undelivered'),
    details: z.object({ ...invitationFacts, reason: z.optional(text) }),
  }),
  z.object({
    ...ofMember,
    type: z.enum(['member.joined', 'member.removed', 'member.left']),
    details: z.object(memberFacts),
  }),
  z.object({
    ...ofMember,
    type: z.literal('member.role_changed'),
    details: z.object({ ...memberFacts, from: z.optional(role), to: role }),
  }),
  z.object({
    ...ofMember,
    type: z.literal('member.teams_changed'),
    details: z.object({ ...memberFacts, from: z.optional(texts), to: texts }),
  }),
  z.object({
    ...ofMember,
    type: z.literal('member.email_changed'),
    details: z.object({ ...memberFacts, from: z.optional(text), to: text }),
  }),
  z.object({
    ...ofOrganization,
    type: z.enum(['organization.created', 'organization.resumed', 'organization.email_limit_reached']),
    details: z.object({ name: text }),
  }),
  z.object({
    ...ofOrganization,
    type: z.literal('organization.paused'),
    details: z.object({ name: text, reason: text }),
  }),
  z.object({
    ...ofOrganization,
    type: z.literal('organization.allowed_domains_changed'),
    details: z.object({ name: text, from: z.optional(texts), to: texts }),
  }),
  z.object({
    ...ofOrganization,
    type: z.enum(['organization.plan_changed', 'organization.limits_changed']),
    details: z.object({ name: text, from: z.optional(text), to: text }),
  }),
  z.object({ ...of('team'), type: z.enum(['team.created', 'team.deleted']), details: z.object({ name: text }) }),
  z.object({
    ...of('team'),
    type: z.literal('team.renamed'),
    details: z.object({ name: text, from: z.optional(text), to: text }),
  }),
]);
export type AuditEvent = z.infer<typeof auditEvent>;
