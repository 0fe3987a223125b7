import {
  anyMembersChange,
  changedMember,
  memberChanges,
  memberResult,
  memberResults,
  membersRemoval,
  rejectedMember,
  severalMembersChange,
} from '#core/contract/member-changes.ts';
import { memberSort, sortOrder } from '#core/contract/operations/members.ts';
import { operations } from '#core/contract/operations.ts';
import {
  acceptedInvitation,
  allowedEmailDomains,
  me,
  member,
  memberChange,
  newTeam,
  organization,
  plan,
  team,
} from '#core/contract/organization.ts';
import { named, shape } from './shape.ts';

const page = {
  items: 'The page. It may hold fewer than `limit`, even none, while there are more.',
  nextCursor: '`cursor` of the next page; `null` on the last one.',
};

const person = {
  id: "The person's id: the `sub` of their tokens. Another Google account is another person, even with the same address.",
  name: 'Name, as Google gives it.',
  email: 'Address of the Google account.',
  pictureUrl: 'Picture, as Google gives it; `null` where there is none.',
};

export const namedOrganization = [
  shape('Health', operations.getHealth.answers[200], 'The API is up.', { status: 'Always `ok`.' }),
  shape('OpenApiDocument', operations.getOpenApi.answers[200], 'An OpenAPI 3.1 document.', {
    openapi: 'Version of OpenAPI.',
  }),
  named(
    'Plan',
    plan,
    '`standard`: at most 50 pending invitations, where nothing else was agreed. `enterprise`: no limit.',
  ),
  shape('Organization', organization, 'An organization, as its members see it.', {
    id: "The organization's id.",
    name: 'Name, 1 to 120 characters.',
    plan: 'What the organization has booked.',
    allowedEmailDomains: 'Domains whose addresses may be invited, in lower case and ASCII. Empty: all may.',
    limits: 'How many there may be; `null` is no limit.',
    usage: 'How many there are.',
    paused: 'Since when and why the organization may not invite; `null` where it may.',
  }),
  shape('OrganizationLimits', organization.shape.limits, 'How many there may be; `null` is no limit.', {
    pendingInvitations: 'Pending invitations at once.',
    members: 'Members.',
    emailsPerDay: 'Emails of invitations in a UTC day.',
  }),
  shape('OrganizationUsage', organization.shape.usage, 'How many there are.', {
    pendingInvitations: 'Pending invitations; `null` where they have no limit, because they are not counted then.',
    members: 'Members. Pending invitations are not among them.',
    emailsToday: 'Emails of invitations since midnight UTC.',
  }),
  shape('AllowedEmailDomains', allowedEmailDomains, 'The whole list; it replaces the old one.', {
    domains: {
      items: { type: 'string', minLength: 3 },
      description:
        'Domains such as `acme.com`. Kept in lower case and ASCII (IDNA), each once. A subdomain is another domain. Empty allows all.',
    },
  }),
  shape('Team', team, 'A named group inside an organization.', { id: "The team's id.", name: 'Name.' }),
  shape('TeamPage', operations.listTeams.answers[200], 'A page of teams.', page),
  shape('NewTeam', newTeam, 'The name of a new team, or the new name of one.', {
    name: {
      description:
        'Name: 1 to 60 characters after trimming, none of them a control character and some of them visible. It must differ from the names of other teams in more than case, invisible characters, white space and compatibility forms (NFKC).',
      minLength: 1,
      pattern: '\\S',
    },
  }),
  shape('Member', member, 'A person in an organization.', {
    userId: person.id,
    email:
      'Address of the Google account at the latest sign-in. Where another member has that one: the address that the member had before.',
    name: person.name,
    pictureUrl: person.pictureUrl,
    role: 'What the member may do.',
    teamIds: 'Ids of the teams that the member is in.',
    status: 'Always `active`; who is invited only is in the list of invitations.',
    joinedAt: 'When the invitation was accepted.',
    invitationId: 'The invitation that was accepted.',
    lastSignInOn:
      'The last day, in UTC, on which the person signed in or renewed their tokens. `null` before the first, and always for callers who are not admins.',
  }),
  named('MemberSort', memberSort, 'What members are sorted by.'),
  named('SortOrder', sortOrder, 'In which direction: `asc` from the smallest to the largest, or `desc`.'),
  shape('MemberPage', operations.listMembers.answers[200], 'A page of members.', page),
  shape('MemberChange', memberChange, 'What to change; what is missing stays.', {
    role: 'The new role.',
    teamIds: 'Ids of all teams that the member shall be in; empty for none.',
  }),
  named(
    'MembersChange',
    anyMembersChange,
    'The change of all of them: another role, other teams or both; or their removal.',
  ),
  {
    ...shape(
      'SeveralMembersChange',
      severalMembersChange,
      'Another role, other teams, or both: at least one of them.',
      {
        role: 'The new role.',
        addTeamIds: 'Ids of teams that they shall be in besides, 1 to 20. A member can be in 20 teams.',
        removeTeamIds: 'Ids of teams that they shall no longer be in, 1 to 20, none of them among `addTeamIds`.',
      },
    ),
    without: Object.keys(membersRemoval.shape),
  },
  {
    ...shape('MembersRemoval', membersRemoval, 'They are removed from the organization.', { remove: 'Always `true`.' }),
    without: Object.keys(severalMembersChange.shape),
  },
  shape('MemberChanges', memberChanges, 'Whom to change, and how.', {
    userIds: 'Ids of members, 1 to 1,000. One that is no member has the outcome `rejected`.',
    change: 'What to change.',
    dryRun: 'Only the outcomes: write nothing. `false` where it is missing.',
  }),
  named('MemberResult', memberResult, 'The outcome of one member.'),
  shape('ChangedMember', changedMember, 'The member was changed or removed, or was so already.', {
    userId: 'The id, as it was given.',
    outcome: '`unchanged`: nothing had to be done.',
    member: 'The member as they are now. Missing after a removal.',
  }),
  shape('RejectedMember', rejectedMember, 'The member was not changed; `code` tells why.', {
    userId: 'The id, as it was given.',
    outcome: 'Always `rejected`.',
    code: 'Why not. `own_membership`: the own removal or demotion. `try_again`: time ran out before its turn; send this id again.',
    detail: 'Why not, in a sentence for a person.',
  }),
  shape('MemberResults', memberResults, 'The outcome of each member.', {
    results: 'One for each different id, in the order given.',
  }),
  shape('AcceptedInvitation', acceptedInvitation, 'What accepting made of the caller.', {
    organization: 'The organization that the caller is a member of now: its id and name.',
    member: 'The membership.',
  }),
  shape('Me', me, 'The caller.', {
    user: 'Profile, as Google gave it at the last sign-in.',
    organizations: 'Organizations that the caller is a member of.',
    invitations:
      "Pending invitations to the caller's address, from any organization that the caller is not in. Empty while Google has not verified the address, and 12 hours after the sign-in.",
  }),
  shape('Profile', me.shape.user, 'Who is signed in.', {
    ...person,
    signedInAt: 'When Google confirmed the address; refreshed tokens keep it.',
  }),
  shape('OwnOrganization', me.shape.organizations.def.element, 'An organization that the caller is a member of.', {
    id: "The organization's id.",
    name: "The organization's name.",
    role: "The caller's role there.",
  }),
  shape(
    'OpenInvitation',
    me.shape.invitations.def.element,
    'A pending invitation for the address of the caller, to be accepted by its two ids. Accepting may still be refused: `already_member` where the caller has joined with another address in the meantime.',
    {
      id: 'The `invitationId` to accept it by.',
      organizationId: 'The `organizationId` to accept it by.',
      organizationName: 'Where to.',
      invitedBy: 'Who invited: the name.',
      role: 'The role that the caller will have.',
      expiresAt: 'Until when it can be accepted.',
      linkRequired: 'Whether accepting it needs the link of the email, because Google does not run the mailbox.',
    },
  ),
  shape('InvitationPage', operations.listInvitations.answers[200], 'A page of invitations.', page),
  shape('AuditEventPage', operations.listAuditEvents.answers[200], 'A page of the audit log.', page),
];
