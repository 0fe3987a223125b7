import { roleWords } from '#console/roles-and-teams/role-words.ts';
import { readableEmail } from '#console/ui/readable-address.ts';
import type { AuditEvent } from '#core/contract/audit-event.ts';

type OfCategory<C extends AuditEvent['category']> = Extract<AuditEvent, { readonly category: C }>;

/** The actor, as people are named in a sentence. */
export const actorName = ({ name, email }: AuditEvent['actor']): string => name ?? readableEmail(email ?? 'The system');

/** Returns true for events caused by time or a mail server, whose sentence has no actor. */
export const happenedByItself = ({ type }: AuditEvent): boolean =>
  type === 'invitation.expired' || type === 'invitation.undelivered' || type === 'organization.email_limit_reached';

const ofInvitation = ({ type, subject, details }: OfCategory<'invitation'>): string => {
  const email = readableEmail(subject.email);
  switch (type) {
    case 'invitation.sent':
      return `invited ${email} as ${roleWords[details.role].withArticle}`;
    case 'invitation.resent':
      return `resent the invitation to ${email}`;
    case 'invitation.accepted':
      return `accepted the invitation to ${email}`;
    case 'invitation.revoked':
      return `revoked the invitation to ${email}`;
    case 'invitation.new_requested':
      return `asked for a new invitation to ${email}`;
    case 'invitation.expired':
      return `The invitation to ${email} expired`;
    case 'invitation.undelivered':
      return `The invitation email to ${email} wasn’t delivered`;
  }
};

/** The member, with the name that they had then where the event carries it. */
const memberIn = ({ subject, details }: OfCategory<'member'>): string => {
  const email = readableEmail(subject.email);
  return 'name' in details && typeof details.name === 'string' ? `${details.name} (${email})` : email;
};

const ofMember = (event: OfCategory<'member'>): string => {
  const { type, details } = event;
  const member = memberIn(event);
  switch (type) {
    case 'member.joined':
      return `joined as ${roleWords[details.role].withArticle}`;
    case 'member.left':
      return 'left the organization';
    case 'member.removed':
      return `removed ${member} from the organization`;
    case 'member.teams_changed':
      return `changed ${member}’s teams`;
    case 'member.email_changed':
      return `changed their email address ${details.from ? `from ${readableEmail(details.from)} ` : ''}to ${readableEmail(details.to)}`;
    case 'member.role_changed':
      return `changed ${member}’s role${details.from ? ` from ${roleWords[details.from].name}` : ''} to ${roleWords[details.to].name}`;
  }
};

const ofOrganization = ({ type, details }: OfCategory<'organization'>): string => {
  switch (type) {
    case 'organization.created':
      return `created the organization ${details.name}`;
    case 'organization.allowed_domains_changed':
      return 'changed the allowed email domains';
    case 'organization.paused':
      return 'paused invitations';
    case 'organization.resumed':
      return 'resumed invitations';
    case 'organization.email_limit_reached':
      return 'The organization reached its daily limit of emails';
    case 'organization.limits_changed':
      return 'changed the limits';
    case 'organization.plan_changed':
      return 'changed the plan';
  }
};

const ofTeam = ({ type, details }: OfCategory<'team'>): string => {
  switch (type) {
    case 'team.created':
      return `created the team ${details.name}`;
    case 'team.renamed':
      return `renamed ${details.from === undefined ? 'a team' : `the team ${details.from}`} to ${details.to}`;
    case 'team.deleted':
      return `deleted the team ${details.name}`;
  }
};

/**
 * Returns the predicate after the actor’s name, `invited ann@acme.com as a User`, or a whole sentence for an event
 * without an actor.
 */
export const eventSentence = (event: AuditEvent): string => {
  switch (event.category) {
    case 'invitation':
      return ofInvitation(event);
    case 'member':
      return ofMember(event);
    case 'organization':
      return ofOrganization(event);
    case 'team':
      return ofTeam(event);
  }
};
