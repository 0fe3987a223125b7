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
  items: 'The items of the page. It can have fewer than `limit`, even none, although there are more pages.',
  nextCursor: 'The `cursor` of the next page; `null` on the last page.',
};

const person = {
  id: "The person's id: the `sub` of their tokens. A different Google account is a different person, even with the same address.",
  name: 'The name from Google.',
  email: 'Address of the Google account.',
  pictureUrl: 'The picture from Google; `null` if there is none.',
};

export const namedOrganization = [
  shape('Health', operations.getHealth.answers[200], 'The API is up.', { status: 'Always `ok`.' }),
  shape('OpenApiDocument', operations.getOpenApi.answers[200], 'An OpenAPI 3.1 document.', {
    openapi: 'Version of OpenAPI.',
  }),
  named('Plan', plan, '`standard`: at most 50 pending invitations by default. `enterprise`: no limit by default.'),
  shape('Organization', organization, 'An organization.', {
    id: "The organization's id.",
    name: 'Name, 1 to 120 characters.',
    plan: "The organization's plan.",
    allowedEmailDomains: 'Domains whose addresses can be invited, in lower case and ASCII. An empty list allows all.',
    limits: 'The limits; `null` is unlimited.',
    usage: 'The current usage.',
    paused: 'Time and reason of a pause of invitations; `null` if they are not paused.',
  }),
  shape('OrganizationLimits', organization.shape.limits, 'The limits; `null` is unlimited.', {
    pendingInvitations: 'Maximum number of pending invitations.',
    members: 'Members.',
    emailsPerDay: 'Maximum number of invitation emails per UTC day.',
  }),
  shape('OrganizationUsage', organization.shape.usage, 'The current usage.', {
    pendingInvitations: 'Number of pending invitations; `null` without a limit, because they are not counted then.',
    members: 'Number of members, without pending invitations.',
    emailsToday: 'Number of invitation emails since midnight UTC.',
  }),
  shape('AllowedEmailDomains', allowedEmailDomains, 'The whole list, which replaces the old one.', {
    domains: {
      items: { type: 'string', minLength: 3 },
      description:
        'Domains such as `acme.com`. Stored in lower case and ASCII (IDNA), without duplicates. Subdomains are not included. An empty list allows all.',
    },
  }),
  shape('Team', team, 'A named group inside an organization.', { id: "The team's id.", name: 'Name.' }),
  shape('TeamPage', operations.listTeams.answers[200], 'A page of teams.', page),
  shape('NewTeam', newTeam, 'The name of a new team, or the new name of one.', {
    name: {
      description:
        'The name: 1 to 60 characters after trimming, without control characters, at least one of them visible. It must differ from the names of other teams in more than case, invisible characters, white space and compatibility forms (NFKC).',
      minLength: 1,
      pattern: '\\S',
    },
  }),
  shape('Member', member, 'A person in an organization.', {
    userId: person.id,
    email: "The Google account's address at the latest sign-in, or the former address if another member has that one.",
    name: person.name,
    pictureUrl: person.pictureUrl,
    role: "The member's role.",
    teamIds: "Ids of the member's teams.",
    status: 'Always `active`. Invited people are in the list of invitations.',
    joinedAt: 'The time at which the invitation was accepted.',
    invitationId: 'The invitation that was accepted.',
    lastSignInOn:
      'The last UTC day on which the person signed in or renewed their tokens. `null` before the first one, and for callers who are not admins.',
  }),
  named('MemberSort', memberSort, 'The sort key of members.'),
  named('SortOrder', sortOrder, 'The sort order: ascending or descending.'),
  shape('MemberPage', operations.listMembers.answers[200], 'A page of members.', page),
  shape('MemberChange', memberChange, 'The fields to change. Missing fields stay unchanged.', {
    role: 'The new role.',
    teamIds: "Ids of all of the member's teams; empty for none.",
  }),
  named('MembersChange', anyMembersChange, 'The change for all members: role, teams or both, or removal.'),
  {
    ...shape(
      'SeveralMembersChange',
      severalMembersChange,
      'A change of role, teams or both. At least one field is required.',
      {
        role: 'The new role.',
        addTeamIds: 'Ids of 1 to 20 teams to add. A member can be in 20 teams.',
        removeTeamIds: 'Ids of 1 to 20 teams to remove, none of them in `addTeamIds`.',
      },
    ),
    without: Object.keys(membersRemoval.shape),
  },
  {
    ...shape('MembersRemoval', membersRemoval, 'Removes the members from the organization.', {
      remove: 'Always `true`.',
    }),
    without: Object.keys(severalMembersChange.shape),
  },
  shape('MemberChanges', memberChanges, 'Members and the change for all of them.', {
    userIds: 'Ids of 1 to 1,000 members. Ids of other people have the outcome `rejected`.',
    change: 'The change.',
    dryRun: 'Returns the outcomes without writing anything. Defaults to `false`.',
  }),
  named('MemberResult', memberResult, 'The outcome for one member.'),
  shape('ChangedMember', changedMember, 'The member was changed or removed, or needed no change.', {
    userId: 'The id, as it was given.',
    outcome: '`unchanged`: no change was needed.',
    member: 'The current member. Missing after a removal.',
  }),
  shape('RejectedMember', rejectedMember, 'The member was not changed, for the reason in `code`.', {
    userId: 'The id, as it was given.',
    outcome: 'Always `rejected`.',
    code: "The reason. `own_membership`: the caller's own removal or demotion. `try_again`: not processed in time; send this id again.",
    detail: 'The reason, as a sentence for people.',
  }),
  shape('MemberResults', memberResults, 'The outcomes for all members.', {
    results: 'One per distinct id, in the order of the request.',
  }),
  shape('AcceptedInvitation', acceptedInvitation, 'The new membership.', {
    organization: "The organization's id and name.",
    member: 'The membership.',
  }),
  shape('Me', me, 'The caller.', {
    user: 'The profile from Google at the last sign-in.',
    organizations: "The caller's organizations.",
    invitations:
      "Pending invitations to the caller's address, from organizations that the caller is not a member of. Empty if Google has not verified the address, or if the sign-in is more than 12 hours old.",
  }),
  shape('Profile', me.shape.user, 'The signed-in person.', {
    ...person,
    signedInAt: 'The time of the sign-in with Google. Refreshing tokens does not change it.',
  }),
  shape('OwnOrganization', me.shape.organizations.def.element, 'An organization that the caller is a member of.', {
    id: "The organization's id.",
    name: "The organization's name.",
    role: "The caller's role there.",
  }),
  shape(
    'OpenInvitation',
    me.shape.invitations.def.element,
    "A pending invitation to the caller's address, which can be accepted by its two ids. Accepting can still fail with `already_member` if the caller has joined with another address in the meantime.",
    {
      id: 'The `invitationId` to accept it by.',
      organizationId: 'The `organizationId` to accept it by.',
      organizationName: "The organization's name.",
      invitedBy: "The inviter's name.",
      role: 'The role of the future member.',
      expiresAt: 'The time until which it can be accepted.',
      linkRequired: "`true` if accepting requires the email's link, because Google does not host the mailbox.",
    },
  ),
  shape('InvitationPage', operations.listInvitations.answers[200], 'A page of invitations.', page),
  shape('AuditEventPage', operations.listAuditEvents.answers[200], 'A page of the audit log.', page),
];
