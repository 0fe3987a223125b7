import { roleWords } from '#console/members/role-words.ts';
import type { AuditEvent } from '#core/contract/audit-event.ts';

type OfCategory<C extends AuditEvent['category']> = Extract<AuditEvent, { readonly category: C }>;

/** Who did it, as people are named in a sentence. */
export const actorName = ({ name, email }: AuditEvent['actor']): string => name ?? email ?? 'The system';

/** Whether the sentence is about what happened by itself, and needs nobody before it. */
export const happenedByItself = ({ type }: AuditEvent): boolean =>
  type === 'invitation.expired' || type === 'invitation.undelivered';

const ofInvitation = ({ type, subject: { email }, details }: OfCategory<'invitation'>): string => {
  switch (type) {
    case 'invitation.sent':
      return `invited ${email} as ${roleWords[details.role].name}`;
    case 'invitation.resent':
      return `resent the invitation to ${email}`;
    case 'invitation.accepted':
      return `accepted the invitation to ${email}`;
    case 'invitation.revoked':
      return `revoked the invitation to ${email}`;
    case 'invitation.expired':
      return `The invitation to ${email} expired`;
    case 'invitation.undelivered':
      return `An invitation email to ${email} was not delivered`;
  }
};

const ofMember = ({ type, subject: { email }, details }: OfCategory<'member'>): string => {
  switch (type) {
    case 'member.joined':
      return `joined as ${roleWords[details.role].name}`;
    case 'member.left':
      return 'left the organization';
    case 'member.removed':
      return `removed ${email} from the organization`;
    case 'member.teams_changed':
      return `changed the teams of ${email}`;
    case 'member.role_changed':
      return `changed the role of ${email}${details.from ? ` from ${roleWords[details.from].name}` : ''} to ${roleWords[details.to].name}`;
  }
};

const ofOrganization = ({ type, details }: OfCategory<'organization'>): string => {
  switch (type) {
    case 'organization.created':
      return `created the organization ${details.name}`;
    case 'organization.allowed_domains_changed':
      return 'changed the allowed email domains';
    case 'organization.plan_changed':
      return 'changed the plan';
  }
};

/** What happened, after the name of who did it: `invited ann@acme.com as User`. A sentence of its own where it happened by itself. */
export const eventSentence = (event: AuditEvent): string => {
  switch (event.category) {
    case 'invitation':
      return ofInvitation(event);
    case 'member':
      return ofMember(event);
    case 'organization':
      return ofOrganization(event);
    case 'team':
      return `${event.type === 'team.created' ? 'created' : 'deleted'} the team ${event.details.name}`;
  }
};
