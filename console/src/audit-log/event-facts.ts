import type { AuditEvent } from '#core/contract/audit-event.ts';
import { onDateAndTime } from '../members/times.ts';

export type TeamNaming = (teamId: string) => string;

const reasons: Readonly<Record<string, string>> = {
  recipient_limit_reached: 'the address had its ten emails of the day',
};

const listed = (fact: unknown, none: string, naming: TeamNaming = (text) => text): string => {
  if (!Array.isArray(fact)) return typeof fact === 'string' && fact !== '' ? fact : none;
  return fact.length === 0 ? none : fact.map((text) => naming(String(text))).join(', ');
};

/** From what to what. */
const changeOf = ({ type, details: { from, to } }: AuditEvent, teamName: TeamNaming): string[] => {
  if (type === 'member.teams_changed')
    return [`From ${listed(from, 'no team', teamName)} to ${listed(to, 'no team', teamName)}`];
  if (type === 'organization.allowed_domains_changed')
    return [`From ${listed(from, 'all domains')} to ${listed(to, 'all domains')}`];
  if (type === 'organization.plan_changed') return [`From ${listed(from, 'none')} to ${listed(to, 'none')}`];
  return [];
};

/** What else the event holds, in short sentences. */
export const eventFacts = (event: AuditEvent, teamName: TeamNaming): string[] => {
  const { type, details } = event;
  const teams = type !== 'member.teams_changed' && details.teamIds?.length ? details.teamIds : undefined;
  const mayExpire = type === 'invitation.sent' || type === 'invitation.resent';
  return [
    ...changeOf(event, teamName),
    ...(teams ? [`Teams: ${teams.map(teamName).join(', ')}`] : []),
    ...(mayExpire && details.expiresAt ? [`Expires ${onDateAndTime(details.expiresAt)}`] : []),
    ...(details.reason ? [`Reason: ${reasons[details.reason] ?? details.reason}`] : []),
  ];
};
