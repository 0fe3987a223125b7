import { aMember, cursor, ids } from './examples.ts';
import type { GuidesOf } from './guide.ts';

export const membersGuide: GuidesOf<'listMembers' | 'getOwnMembership' | 'changeMember' | 'removeMember'> = {
  listMembers: {
    tag: 'Members',
    description: 'Sorted by address. Filters add up. Who is invited and has not accepted is not among the members.',
    filters: {
      role: ['Only members with this role.', 'user'],
      teamId: ['Only members in this team.', ids.team],
      emailPrefix: ['Only members whose address begins so, in any case. Empty: all.', 'ann'],
    },
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
  removeMember: {
    tag: 'Members',
    description:
      'Admins remove anyone; users and viewers only themselves, which is leaving, and are told `forbidden` for anyone else. Access ends with the next request. The last admin cannot go: `last_admin`. The person can be invited again and joins anew then, without the old role and teams.',
    answers: { 204: null },
  },
};
