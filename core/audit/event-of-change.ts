import * as z from 'zod/mini';
import {
  type AuditCategory,
  type AuditEventType,
  auditActor,
  auditCategory,
  auditEventType,
} from '#core/contract/audit-event.ts';
import { instant, role } from '#core/contract/fields.ts';
import type { NewAuditEvent } from '#core/table/audit-event.ts';

/** A changed item, with the attributes that the audit log uses. */
export const changedItem = z.object({
  change: z.string(),
  changedAt: instant,
  changedBy: auditActor,
  requestId: z.string(),
  id: z.optional(z.string()),
  userId: z.optional(z.string()),
  organizationId: z.optional(z.string()),
  email: z.optional(z.string()),
  role: z.optional(role),
  teamIds: z.optional(z.array(z.string())),
  expiresAt: z.optional(instant),
  name: z.optional(z.string()),
  plan: z.optional(z.string()),
  limits: z.optional(
    z.object({
      pendingInvitations: z.nullable(z.number()),
      members: z.nullable(z.number()),
      emailsPerDay: z.optional(z.nullable(z.number())),
    }),
  ),
  paused: z.optional(z.object({ reason: z.string() })),
  allowedEmailDomains: z.optional(z.array(z.string())),
  deliveryReason: z.optional(z.string()),
  revokedReason: z.optional(z.string()),
});
export type ChangedItem = z.infer<typeof changedItem>;

/** The item before the change: the source of `from`. */
export const itemBefore = z.pick(changedItem, {
  role: true,
  teamIds: true,
  email: true,
  allowedEmailDomains: true,
  plan: true,
  limits: true,
  name: true,
});
type ItemBefore = z.infer<typeof itemBefore>;

// The attribute of each change of one attribute: the event has its values before and after.
const changedAttribute = {
  'member.role_changed': 'role',
  'member.teams_changed': 'teamIds',
  'member.email_changed': 'email',
  'organization.allowed_domains_changed': 'allowedEmailDomains',
  'team.renamed': 'name',
} as const;

const subjectOf = (category: AuditCategory, { id, userId, email }: ChangedItem): NewAuditEvent['subject'] => ({
  type: category,
  id: (category === 'member' ? userId : id) ?? '',
  ...((category === 'member' || category === 'invitation') && email !== undefined && { email }),
});

const factsOf = (category: AuditCategory, item: ChangedItem): NewAuditEvent['details'] => {
  const { email, role, teamIds, expiresAt, name } = item;
  if (category === 'team' || category === 'organization') return { name };
  return category === 'invitation' ? { email, role, teamIds, expiresAt } : { email, name, role, teamIds };
};

const limitInWords = (limit: number | null | undefined): string => (limit === null ? 'unlimited' : String(limit));

/** `50 pending invitations, unlimited members, 250 emails a day` */
const limitsInWords = ({ limits }: ItemBefore): string =>
  [
    `${limitInWords(limits?.pendingInvitations)} pending invitations`,
    `${limitInWords(limits?.members)} members`,
    ...(limits?.emailsPerDay === undefined ? [] : [`${limitInWords(limits.emailsPerDay)} emails a day`]),
  ].join(', ');

/** Returns the old and new plan, or the limits if the plan is unchanged. */
const termsOf = (before: ItemBefore | undefined, item: ItemBefore): NewAuditEvent['details'] => {
  const inWords = ({ plan }: ItemBefore): string | undefined => plan;
  const say = before?.plan === item.plan ? limitsInWords : inWords;
  return { from: before && say(before), to: say(item) };
};

/** Returns the old and new value, for a change of one attribute or of the plan. */
const changeOf = (
  type: AuditEventType,
  item: ChangedItem,
  before: ItemBefore | undefined,
): NewAuditEvent['details'] => {
  if (type === 'organization.plan_changed' || type === 'organization.limits_changed') return termsOf(before, item);
  if (!(type in changedAttribute)) return {};
  const attribute = changedAttribute[type as keyof typeof changedAttribute];
  return { from: before?.[attribute], to: item[attribute] };
};

/** Returns the reason of an undelivered email, of a revocation by the system, or of a pause. */
const reasonOf = (
  type: AuditEventType,
  { deliveryReason, revokedReason, paused }: ChangedItem,
): NewAuditEvent['details'] => {
  if (type === 'organization.paused') return { reason: paused?.reason };
  if (type === 'invitation.undelivered') return { reason: deliveryReason };
  return type === 'invitation.revoked' && revokedReason !== undefined ? { reason: revokedReason } : {};
};

/** Returns the events of a change: usually one; two if a request changed both role and teams. */
export const eventsOfChange = (item: ChangedItem, before: ItemBefore | undefined): NewAuditEvent[] =>
  item.change.split(',').map((text) => {
    const type = auditEventType.parse(text);
    const category = auditCategory.parse(type.split('.')[0]);
    const details = {
      ...factsOf(category, item),
      ...changeOf(type, item, before),
      ...reasonOf(type, item),
    };
    return {
      type,
      category,
      occurredAt: item.changedAt,
      actor: item.changedBy,
      subject: subjectOf(category, item),
      details,
    };
  });

/** Returns the organization whose audit log has the change. */
export const organizationOfChange = ({ organizationId, id }: ChangedItem): string => organizationId ?? id ?? '';
