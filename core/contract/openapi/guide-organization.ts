import { anOrganization, aTeam, cursor } from './examples.ts';
import type { GuidesOf } from './guide.ts';

export const organizationGuide: GuidesOf<
  | 'getHealth'
  | 'getOpenApi'
  | 'getOrganization'
  | 'setAllowedEmailDomains'
  | 'listTeams'
  | 'createTeam'
  | 'renameTeam'
  | 'deleteTeam'
> = {
  getHealth: {
    tag: 'API',
    description: 'Answers without looking at anything: it tells that requests arrive, not that all behind them works.',
    answers: { 200: { status: 'ok' } },
  },
  getOpenApi: {
    tag: 'API',
    description: 'Made from the schemas that requests are checked with.',
    answers: { 200: { openapi: '3.1.0', info: { title: 'PartnerAlly Invitations', version: '1.0.0' }, paths: {} } },
  },
  getOrganization: {
    tag: 'Organization',
    description: 'Name, plan, allowed email domains, and how much of its limits is used.',
    answers: { 200: anOrganization },
  },
  setAllowedEmailDomains: {
    tag: 'Organization',
    description:
      'Replaces the whole list. Only new invitations are held to it: members stay, and pending invitations can still be resent and accepted.',
    body: { domains: ['acme.com'] },
    answers: { 200: anOrganization },
  },
  listTeams: {
    tag: 'Teams',
    description: 'All teams of the organization, sorted by name: by its characters, whatever their case.',
    answers: { 200: { items: [aTeam], nextCursor: cursor } },
  },
  createTeam: {
    tag: 'Teams',
    description:
      'Two teams of an organization cannot have names that look the same: case, invisible characters, runs of white space and compatibility forms (NFKC) make no difference.',
    body: { name: 'Compliance' },
    answers: { 201: aTeam },
  },
  renameTeam: {
    tag: 'Teams',
    description:
      'Members and invitations keep the team; the audit log keeps the names that it had. Another team cannot have a name that looks the same, as with `createTeam`. The same name again changes nothing.',
    body: { name: 'Legal' },
    answers: { 200: { ...aTeam, name: 'Legal' } },
  },
  deleteTeam: {
    tag: 'Teams',
    description:
      'Members stay in the organization. From now on answers leave the team out, and who accepts an invitation to it joins without it.',
    answers: { 204: null },
  },
};
