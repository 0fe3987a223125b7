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
  /** The person's email, or the invited one. The address claim has the same. */
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

/** Updates a member's name and picture from Google. Not an audit event. */
export const describeMember = (
  member: StoredMember,
  { name, pictureUrl }: Pick<StoredMember, 'name' | 'pictureUrl'>,
): Write => ({
  item: update(memberKey(member), { set: { name, pictureUrl, ...unchanged } }, present),
  refusal: unexpected('member removed'),
});

const notAsRead = (found: unknown) => (found === undefined ? problem('member_not_found') : new ChangedMeanwhile());

/** Changes role and teams. Condition: version check, because seats and the audit log depend on the old values. */
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

/** Moves the member to another address, also in the index, with name and picture. Condition: version check. */
export const moveMember = (
  member: StoredMember,
  { email, name, pictureUrl }: Pick<StoredMember, 'email' | 'name' | 'pictureUrl'>,
  origin: Origin,
): Write => ({
  item: update(
    memberKey(member),
    {
      set: {
        email,
        name,
        pictureUrl,
        ...memberIndexKey(member, email),
        ...stamp('member.email_changed', datedAfter(origin, member)),
      },
    },
    notChangedSince(member),
  ),
  refusal: notAsRead,
});

/** Deletes the member, and puts a removed item as the source of the audit event. Condition: version check. */
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
