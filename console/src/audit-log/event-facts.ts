import * as z from 'zod/mini';
import { shownDomain } from '#console/organization/shown-domain.ts';
import { reasonWords } from '#console/sent-invitations/delivery-words.ts';
import { onDateAndTime } from '#console/ui/times.ts';
import type { AuditEvent } from '#core/contract/audit-event.ts';

export type TeamNaming = (teamId: string) => string;

const namedTeams = z.object({ teamNames: z.record(z.string(), z.string()) });

/** Names of teams as the event has them, from when it happened; else as they are now. */
const namingOf = (event: AuditEvent, teamName: TeamNaming): TeamNaming => {
  const names = namedTeams.safeParse(event.details).data?.teamNames ?? {};
  return (teamId) => names[teamId] ?? teamName(teamId);
};

const capitalized = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);

const change = (from: readonly string[] | string | undefined, to: readonly string[] | string, none: string): string => {
  const inWords = (fact: readonly string[] | string) => (typeof fact === 'string' ? fact : fact.join(', ')) || none;
  if (from === undefined) return `Set to ${inWords(to)}`;
  return `${from.length === 0 ? capitalized(none) : inWords(from)} → ${inWords(to)}`;
};

const teamsOf = (teamIds: readonly string[], teamName: TeamNaming): string[] =>
  teamIds.length === 0 ? [] : [`Teams: ${teamIds.map(teamName).join(', ')}`];

/** The facts of the event that its sentence leaves out. */
export const eventFacts = (event: AuditEvent, presentName: TeamNaming): string[] => {
  const teamName = namingOf(event, presentName);
  switch (event.type) {
    case 'invitation.sent':
    case 'invitation.resent':
      return [...teamsOf(event.details.teamIds, teamName), `Expires ${onDateAndTime(event.details.expiresAt)}`];
    case 'invitation.undelivered': {
      const { reason } = event.details;
      return reason ? [reasonWords(reason)] : [];
    }
    case 'invitation.revoked':
      return 'reason' in event.details && event.details.reason === 'already_member' ? ['Already a member'] : [];
    case 'member.joined':
      return teamsOf(event.details.teamIds, teamName);
    case 'member.teams_changed':
      return [change(event.details.from?.map(teamName), event.details.to.map(teamName), 'no teams')];
    case 'organization.allowed_domains_changed':
      return [change(event.details.from?.map(shownDomain), event.details.to.map(shownDomain), 'any domain')];
    case 'organization.paused':
      return [event.details.reason];
    case 'organization.limits_changed':
    case 'organization.plan_changed':
      return [change(event.details.from && capitalized(event.details.from), capitalized(event.details.to), 'none')];
    default:
      return [];
  }
};
