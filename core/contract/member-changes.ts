import * as z from 'zod/mini';
import { namedTeams, role } from './fields.ts';
import { member } from './organization.ts';
import { type ChangeRejectionCode, changeRejections } from './problems.ts';

const someTeams = namedTeams.check(z.minLength(1, 'must name a team'));

/** Another role, other teams, or both. */
export const severalMembersChange = z
  .strictObject({ role: z.optional(role), addTeamIds: z.optional(someTeams), removeTeamIds: z.optional(someTeams) })
  .check(
    z.refine((change) => Object.values(change).some((value) => value !== undefined), 'must name a change'),
    z.refine(
      ({ addTeamIds = [], removeTeamIds = [] }) => !addTeamIds.some((id) => removeTeamIds.includes(id)),
      'must not add and remove the same team',
    ),
  );

export const membersRemoval = z.strictObject({ remove: z.literal(true) });

export const anyMembersChange = z.xor(
  [severalMembersChange, membersRemoval],
  'must be either { role, addTeamIds, removeTeamIds }, at least one of them, or { remove: true }',
);
export type MembersChange = z.output<typeof anyMembersChange>;

const memberCount = 'must have 1 to 1,000 members';

export const memberChanges = z.strictObject({
  userIds: z.array(z.string()).check(z.minLength(1, memberCount), z.maxLength(1000, memberCount)),
  change: anyMembersChange,
  dryRun: z.optional(z.boolean()),
});

// Object.keys gives string[]; the keys of this literal are exactly the codes.
const codes = Object.keys(changeRejections) as [ChangeRejectionCode, ...ChangeRejectionCode[]];

/** Why one member was not changed. */
export const rejectedMember = z.object({
  userId: z.string(),
  outcome: z.literal('rejected'),
  code: z.enum(codes),
  detail: z.string(),
});

export const changedMember = z.object({
  userId: z.string(),
  outcome: z.enum(['changed', 'unchanged', 'removed']),
  member: z.optional(member),
});

/** The outcome of one member. */
export const memberResult = z.discriminatedUnion('outcome', [changedMember, rejectedMember]);
export type MemberResult = z.infer<typeof memberResult>;

export const memberResults = z.object({ results: z.array(memberResult) });
