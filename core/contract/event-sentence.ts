import type { AuditEvent } from './audit-event.ts';
import type { Role } from './fields.ts';

type OfCategory<C extends AuditEvent['category']> = Extract<AuditEvent, { readonly category: C }>;

const roleNames: Readonly<Record<Role, string>> = { admin: 'Admin', user: 'User', viewer: 'Viewer' };

/** Returns the old and new value; only the new one if the old one is unknown. */
const fromTo = (from: string | undefined, to: string): string =>
  from === undefined ? `to ${to}` : `from ${from} to ${to}`;

type TeamNames = Readonly<Record<string, string>>;

/** Returns names of teams; ids if the event lacks the names. */
const teamsInWords = (teamIds: readonly string[], names: TeamNames = {}): string =>
  teamIds.length === 0 ? 'no team' : teamIds.map((id) => names[id] ?? id).join(', ');

const domainsInWords = (domains: readonly string[]): string =>
  domains.length === 0 ? 'all domains' : domains.join(', ');

const ofInvitation = ({ type, subject: { email }, details }: OfCategory<'invitation'>): string => {
  switch (type) {
    case 'invitation.sent':
      return `invited ${email} as ${roleNames[details.role]}`;
    case 'invitation.resent':
      return `resent the invitation to ${email}`;
    case 'invitation.accepted':
      return `accepted the invitation to ${email}`;
    case 'invitation.revoked':
      return `revoked the invitation to ${email}${details.reason === 'already_member' ? ', the address of a member by now' : ''}`;
    case 'invitation.new_requested':
      return `asked for a new invitation to ${email}`;
    case 'invitation.expired':
      return `The invitation to ${email} expired`;
    case 'invitation.undelivered':
      return `An invitation email to ${email} was not delivered`;
  }
};

const ofMember = ({ type, subject: { email }, details }: OfCategory<'member'>): string => {
  switch (type) {
    case 'member.joined':
      return `joined as ${roleNames[details.role]}`;
    case 'member.left':
      return 'left the organization';
    case 'member.removed':
      return `removed ${email} from the organization`;
    case 'member.role_changed':
      return `changed the role of ${email} ${fromTo(details.from && roleNames[details.from], roleNames[details.to])}`;
    case 'member.teams_changed': {
      const inWords = (teamIds: readonly string[]) => teamsInWords(teamIds, details.teamNames);
      return `changed the teams of ${email} ${fromTo(details.from && inWords(details.from), inWords(details.to))}`;
    }
    case 'member.email_changed':
      return `changed their address ${fromTo(details.from, details.to)}`;
  }
};

const ofOrganization = ({ type, details }: OfCategory<'organization'>): string => {
  switch (type) {
    case 'organization.created':
      return `created the organization ${details.name}`;
    case 'organization.allowed_domains_changed':
      return `changed the allowed email domains ${fromTo(details.from && domainsInWords(details.from), domainsInWords(details.to))}`;
    case 'organization.paused':
      return `paused invitations: ${details.reason}`;
    case 'organization.resumed':
      return 'resumed invitations';
    case 'organization.email_limit_reached':
      return 'The organization reached its daily limit of emails';
    case 'organization.limits_changed':
      return `changed the limits ${fromTo(details.from, details.to)}`;
    case 'organization.plan_changed':
      return `changed the plan ${fromTo(details.from, details.to)}`;
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

const predicate = (event: AuditEvent): string => {
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

const actorInWords = (actor: AuditEvent['actor']): string => {
  if (actor.type === 'user') return `${actor.name} (${actor.email})`;
  return actor.name ?? 'The system';
};

/** Events caused by time or a mail server, without an actor in the sentence. */
const hasNoActor = ({ type }: AuditEvent): boolean =>
  type === 'invitation.expired' || type === 'invitation.undelivered' || type === 'organization.email_limit_reached';

/** Returns the event as one English sentence: `Alice (alice@acme.com) invited ann@acme.com as User`. */
export const eventSentence = (event: AuditEvent): string =>
  hasNoActor(event) ? predicate(event) : `${actorInWords(event.actor)} ${predicate(event)}`;
