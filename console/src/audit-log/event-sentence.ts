import type { AuditEvent, AuditEventType } from '#core/contract/audit-event.ts';
import { roleWords } from '../members/role-words.ts';

type Facts = AuditEvent['details'][keyof AuditEvent['details']];

/** Who did it, as people are named in a sentence. */
export const actorName = ({ type, name, email }: AuditEvent['actor']): string =>
  name ?? email ?? (type === 'system' ? 'The system' : 'Someone');

const roleName = (fact: Facts): string => {
  const known = roleWords[fact as keyof typeof roleWords];
  return known ? known.name : String(fact ?? 'nothing');
};

const asRole = ({ details }: AuditEvent): string => (details.role ? ` as ${roleName(details.role)}` : '');
const addressOf = ({ subject, details }: AuditEvent): string => subject.email ?? details.email ?? 'someone';

/** What follows the name of who did it. */
const sentences: Readonly<Record<AuditEventType, (event: AuditEvent) => string>> = {
  'invitation.sent': (event) => `invited ${addressOf(event)}${asRole(event)}`,
  'invitation.resent': (event) => `resent the invitation to ${addressOf(event)}`,
  'invitation.accepted': (event) => `accepted the invitation to ${addressOf(event)}`,
  'invitation.expired': (event) => `let the invitation to ${addressOf(event)} expire`,
  'invitation.revoked': (event) => `revoked the invitation to ${addressOf(event)}`,
  'invitation.undelivered': (event) => `could not deliver the invitation email to ${addressOf(event)}`,
  'member.joined': (event) => `joined the organization${asRole(event)}`,
  'member.role_changed': (event) =>
    `changed the role of ${addressOf(event)} from ${roleName(event.details.from)} to ${roleName(event.details.to)}`,
  'member.teams_changed': (event) => `changed the teams of ${addressOf(event)}`,
  'member.removed': (event) => `removed ${addressOf(event)} from the organization`,
  'member.left': () => 'left the organization',
  'organization.created': ({ details }) => `created the organization ${details.name ?? ''}`.trim(),
  'organization.allowed_domains_changed': () => 'changed the allowed email domains',
  'organization.plan_changed': () => 'changed the plan',
  'team.created': ({ details }) => `created the team ${details.name ?? ''}`.trim(),
  'team.deleted': ({ details }) => `deleted the team ${details.name ?? ''}`.trim(),
};

/** What happened, after the name of who did it: `invited ann@acme.com as User`. */
export const eventSentence = (event: AuditEvent): string => sentences[event.type](event);
