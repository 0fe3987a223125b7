import { onDateAndTime } from '#console/members/times.ts';
import { reasonWords } from '#console/sent-invitations/delivery-words.ts';
import type { AuditEvent } from '#core/contract/audit-event.ts';

export type TeamNaming = (teamId: string) => string;

const change = (from: readonly string[] | string | undefined, to: readonly string[] | string, none: string): string => {
  const inWords = (fact: readonly string[] | string) => (typeof fact === 'string' ? fact : fact.join(', ')) || none;
  return from === undefined ? `Now: ${inWords(to)}` : `From ${inWords(from)} to ${inWords(to)}`;
};

const teamsOf = (teamIds: readonly string[], teamName: TeamNaming): string[] =>
  teamIds.length === 0 ? [] : [`Teams: ${teamIds.map(teamName).join(', ')}`];

/** What else the event holds, in short sentences. */
export const eventFacts = (event: AuditEvent, teamName: TeamNaming): string[] => {
  switch (event.type) {
    case 'invitation.sent':
    case 'invitation.resent':
      return [...teamsOf(event.details.teamIds, teamName), `Expires ${onDateAndTime(event.details.expiresAt)}`];
    case 'invitation.undelivered': {
      const { reason } = event.details;
      return reason ? [reasonWords(reason)] : [];
    }
    case 'member.joined':
      return teamsOf(event.details.teamIds, teamName);
    case 'member.teams_changed':
      return [change(event.details.from?.map(teamName), event.details.to.map(teamName), 'no team')];
    case 'organization.allowed_domains_changed':
      return [change(event.details.from, event.details.to, 'all domains')];
    case 'organization.plan_changed':
      return [change(event.details.from, event.details.to, 'none')];
    default:
      return [];
  }
};
