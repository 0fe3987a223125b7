import { changeRejections } from '#core/contract/problems.ts';
import { alice, aMember, aTeam, cursor, ids } from './examples.ts';
import type { GuidesOf } from './guide.ts';

const memberCsv = [
  'userId,email,name,role,teams,status,joinedAt,invitedBy,lastSignInOn',
  [
    aMember.userId,
    aMember.email,
    aMember.name,
    aMember.role,
    aTeam.name,
    'active',
    aMember.joinedAt,
    alice.email,
    aMember.lastSignInOn,
  ].join(','),
  '',
].join('\r\n');

export const membersGuide: GuidesOf<
  'listMembers' | 'getOwnMembership' | 'changeMember' | 'changeMembers' | 'removeMember'
> = {
  listMembers: {
    tag: 'Members',
    description: [
      'Filters add up. Who is invited and has not accepted is not among the members. A page may be short, or empty, and still have a cursor.',
      'With `Accept: text/csv`, admins get the same rows as CSV: at most 5,000, with the header row on the first page only, and the `cursor` of the next page in `Next-Cursor`. Anyone else gets `forbidden`.',
    ].join('\n\n'),
    filters: {
      role: ['Only members with this role.', 'user'],
      teamId: ['Only members in this team.', ids.team],
      emailPrefix: ['Only members whose address begins so, in any case. Empty: all.', 'ann'],
      search: [
        'Only members for whom each part, between spaces, begins the address, or each of its words begins a word of the name. Case and accents make no difference: `dia jose` finds José Díaz.',
        'dia jose',
      ],
      sort: ['What the list is sorted by: `email` where it is not named, `name` or `joinedAt`.', 'name'],
      order: ['`asc` where it is not named, or `desc`.', 'desc'],
    },
    csv: memberCsv,
    answers: { 200: { items: [aMember], nextCursor: cursor } },
  },
  getOwnMembership: {
    tag: 'Members',
    description:
      'Tells which role and teams the caller has in the organization. Only for reading: `me` stands for no `userId` elsewhere. To leave, call `removeMember` with the own `userId`.',
    answers: { 200: aMember },
  },
  changeMember: {
    tag: 'Members',
    description:
      'Only what is named changes; `teamIds` replaces all teams. The last admin cannot lose that role: `last_admin`. Changing nothing is fine.',
    body: { role: 'viewer' },
    answers: { 200: { ...aMember, role: 'viewer' } },
  },
  changeMembers: {
    tag: 'Members',
    description: [
      'Each member has an outcome, in the order given; the same id twice counts once. 200: all are changed, or were so already. 207: some were rejected. 422 `nothing_changed`: all were, and the problem has the `results`. A dry run is 200 with the outcomes that it would have, and writes nothing.',
      'Many members are changed in one transaction, and the last admin stays. The own removal or demotion is `own_membership`: leave, or change it alone. What is `try_again` was not reached in time: send those ids again.',
    ].join('\n\n'),
    body: { userIds: ['7a0c2b9e-1f4d-4e57-8b16-2d9c5e3f0a64'], change: { role: 'viewer' } },
    otherBodies: {
      remove: { userIds: ['7a0c2b9e-1f4d-4e57-8b16-2d9c5e3f0a64'], change: { remove: true }, dryRun: true },
    },
    answers: {
      200: { results: [{ userId: ids.user, outcome: 'removed' }] },
      207: {
        results: [
          { userId: ids.user, outcome: 'changed', member: { ...aMember, role: 'viewer' } },
          {
            userId: 'absent',
            outcome: 'rejected',
            code: 'member_not_found',
            detail: changeRejections.member_not_found,
          },
        ],
      },
    },
  },
  removeMember: {
    tag: 'Members',
    description:
      'Admins remove anyone; users and viewers only themselves, which is leaving, and are told `forbidden` for anyone else. Access ends with the next request. The last admin cannot go: `last_admin`. The person can be invited again and joins anew then, without the old role and teams.',
    answers: { 204: null },
  },
};
