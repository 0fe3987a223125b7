import { aMember, cursor, ids } from './examples.ts';
import type { GuidesOf } from './guide.ts';

export const membersGuide: GuidesOf<'listMembers' | 'getOwnMembership' | 'changeMember' | 'removeMember'> = {
  listMembers: {
    tag: 'Members',
    description: 'Sorted by address. Filters add up. Who is invited and has not accepted is not among the members.',
    filters: {
      role: ['Only members with this role.', 'user'],
      teamId: ['Only members in this team.', ids.team],
      emailPrefix: ['Only members whose address begins so, in any case.', 'ann'],
    },
    answers: { 200: { items: [aMember], nextCursor: cursor } },
  },
  getOwnMembership: {
    tag: 'Members',
    description: 'Tells which role and teams the caller has in the organization.',
    answers: { 200: aMember },
  },
  changeMember: {
    tag: 'Members',
    description:
      'Only what is named changes; `teamIds` replaces all teams. The last admin cannot lose that role: `last_admin`. Changing nothing is fine.',
    body: { role: 'viewer', teamIds: [ids.team] },
    answers: { 200: { ...aMember, role: 'viewer' } },
  },
  removeMember: {
    tag: 'Members',
    description:
      'Admins remove anyone; all others only themselves (`forbidden` otherwise), which is leaving. Access ends with the next request. The last admin cannot go: `last_admin`. The person can be invited again and joins anew then, without the old role and teams.',
    answers: { 204: null },
  },
};
