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
    description: 'Checks nothing: it shows that requests reach the API, not that everything behind it works.',
    answers: { 200: { status: 'ok' } },
  },
  getOpenApi: {
    tag: 'API',
    description: 'Returns this document, which is generated from the schemas that validate requests.',
    answers: { 200: { openapi: '3.1.0', info: { title: 'PartnerAlly Invitations', version: '1.0.0' }, paths: {} } },
  },
  getOrganization: {
    tag: 'Organization',
    description: 'Returns name, plan, allowed email domains, limits and usage.',
    answers: { 200: anOrganization },
  },
  setAllowedEmailDomains: {
    tag: 'Organization',
    description:
      'Replaces the whole list. It applies to new invitations only: members stay, and pending invitations can still be resent and accepted.',
    body: { domains: ['acme.com'] },
    answers: { 200: anOrganization },
  },
  listTeams: {
    tag: 'Teams',
    description: 'Lists all teams of the organization, sorted by name, ignoring case.',
    answers: { 200: { items: [aTeam], nextCursor: cursor } },
  },
  createTeam: {
    tag: 'Teams',
    description:
      'Two teams of an organization cannot have names that look the same: case, invisible characters, repeated white space and compatibility forms (NFKC) are ignored.',
    body: { name: 'Compliance' },
    answers: { 201: aTeam },
  },
  renameTeam: {
    tag: 'Teams',
    description:
      'Members and invitations keep the team. Existing audit events keep the old name. Two teams cannot have names that look the same, as with `createTeam`. Sending the current name changes nothing.',
    body: { name: 'Legal' },
    answers: { 200: { ...aTeam, name: 'Legal' } },
  },
  deleteTeam: {
    tag: 'Teams',
    description:
      'Members stay in the organization. Responses no longer contain the team, and people who accept an invitation to it join without it.',
    answers: { 204: null },
  },
};
