import * as z from 'zod/mini';
import type { AuditEventType } from '#core/contract/audit-event.ts';
import { instant, role } from '#core/contract/fields.ts';
import { ChangedMeanwhile, problem } from '#core/problem.ts';
import { datedAfter, notChangedSince, type Origin, stamp, unchanged } from './change.ts';
import { memberIndexKey, memberKey, removedKey } from './keys.ts';
import { absent, present, put, remove, unexpected, update, type Write } from './write.ts';

const storedMember = z.object({
  userId: z.string(),
  organizationId: z.string(),
  organizationName: z.string(),
  /** The address that was invited; the claim of the organization names this one. */
  email: z.string(),
  name: z.string(),
  pictureUrl: z.nullable(z.string()),
  role,
  teamIds: z.array(z.string()),
  joinedAt: instant,
  invitationId: z.string(),
  changedAt: instant,
});
export type StoredMember = z.infer<typeof storedMember>;

export const readMember = (item: unknown): StoredMember => storedMember.parse(item);

export const putMember = (member: StoredMember, origin: Origin): Write => ({
  item: put(
    { ...memberKey(member), ...memberIndexKey(member, member.email), ...member, ...stamp('member.joined', origin) },
    absent,
  ),
  refusal: () => problem('already_member'),
});

/** A member's name and picture follow Google's. Nothing for the audit log. */
export const describeMember = (
  member: StoredMember,
  { name, pictureUrl }: Pick<StoredMember, 'name' | 'pictureUrl'>,
): Write => ({
  item: update(memberKey(member), { set: { name, pictureUrl, ...unchanged } }, present),
  refusal: unexpected('member removed'),
});

const notAsRead = (found: unknown) => (found === undefined ? problem('member_not_found') : new ChangedMeanwhile());

/** Two changes at once must not both start from the same role and teams: seats and the audit log hang on what they were. */
export const updateMember = (
  member: StoredMember,
  to: Pick<StoredMember, 'role' | 'teamIds'>,
  changes: readonly AuditEventType[],
  origin: Origin,
): Write => ({
  item: update(
    memberKey(member),
    { set: { role: to.role, teamIds: to.teamIds, ...stamp(changes, datedAfter(origin, member)) } },
    notChangedSince(member),
  ),
  refusal: notAsRead,
});

/** The member goes; what they were stays behind as the source of the audit event. */
export const deleteMember = (
  member: StoredMember,
  change: 'member.removed' | 'member.left',
  origin: Origin,
): Write[] => {
  const dated = datedAfter(origin, member);
  return [
    { item: remove(memberKey(member), notChangedSince(member)), refusal: notAsRead },
    {
      item: put(
        {
          ...removedKey(member.organizationId, member.userId, dated.at, dated.requestId),
          ...member,
          ...stamp(change, dated),
        },
        absent,
      ),
      refusal: unexpected('removed twice in one request'),
    },
  ];
};
