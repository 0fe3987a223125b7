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
      'Filters can be combined. People who have not accepted their invitation are not listed. A page can have fewer items than `limit`, even none, and still have a cursor.',
      'With `Accept: text/csv`, admins get the same rows as CSV: at most 5,000, with the header row on the first page only, and the `cursor` of the next page in `Next-Cursor`. Other callers get `forbidden`.',
    ].join('\n\n'),
    filters: {
      role: ['Only members with this role.', 'user'],
      teamId: ['Only members in this team.', ids.team],
      emailPrefix: ['Only members whose address starts with this text, in any case. An empty text matches all.', 'ann'],
      search: [
        'Only members that match every part of the search; spaces separate parts. A part matches if the address starts with it, or if each of its words is the start of a word in the name. Case and accents are ignored: `dia jose` finds José Díaz.',
        'dia jose',
      ],
      sort: ['The sort key: `email` (default), `name` or `joinedAt`.', 'name'],
      order: ['`asc` (default) or `desc`.', 'desc'],
    },
    csv: memberCsv,
    answers: { 200: { items: [aMember], nextCursor: cursor } },
  },
  getOwnMembership: {
    tag: 'Members',
    description:
      'Returns the caller’s role and teams in the organization. `me` works for reading only, not as a `userId` in other operations. To leave, call `removeMember` with the caller’s `userId`.',
    answers: { 200: aMember },
  },
  changeMember: {
    tag: 'Members',
    description:
      'Changes only the given fields; `teamIds` replaces all teams. The last admin cannot lose that role: `last_admin`. A request without a change succeeds.',
    body: { role: 'viewer' },
    answers: { 200: { ...aMember, role: 'viewer' } },
  },
  changeMembers: {
    tag: 'Members',
    description: [
      'Each member has an outcome, in the order of the request; duplicate ids count once. 200: all were changed, or needed no change. 207: some were rejected. 422 `nothing_changed`: all were rejected; the problem has the `results`. A dry run returns 200 with the expected outcomes, and writes nothing.',
      'The last admin always remains. Callers cannot remove or demote themselves here (`own_membership`): use `removeMember` or `changeMember`. Members with `try_again` were not processed in time: send these ids again.',
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
      'Admins can remove any member. Users and viewers can only remove themselves (leave); otherwise they get `forbidden`. Access ends with the next request. The last admin cannot be removed: `last_admin`. The person can be invited again, and then joins as a new member, without the old role and teams.',
    answers: { 204: null },
  },
};
