import * as z from 'zod/mini';
import type { AuditEventType } from '#core/contract/audit-event.ts';
import { instant, role } from '#core/contract/fields.ts';
import { ConflictError, problem } from '#core/problem.ts';
import { datedAfter, notChangedSince, type Origin, stamp, unchanged } from './change.ts';
import { type MemberId, memberIndexKey, memberKey, removedKey } from './keys.ts';
import { deleteEntries, nameIndexKey, putEntries, renameEntries } from './member-index.ts';
import { absent, type Condition, check, type Item, put, remove, unexpected, update, type Write } from './write.ts';

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

/** An item that names a member, by which they are found. */
const memberEntry = z.object({ userId: z.string() });
export const readMemberEntry = (item: unknown): z.infer<typeof memberEntry> => memberEntry.parse(item);

export const readMember = (item: unknown): StoredMember => storedMember.parse(item);

/** Puts the member, and the items by which they are found. */
export const putMember = (member: StoredMember, origin: Origin): Write[] => [
  {
    item: put(
      {
        ...memberKey(member),
        ...memberIndexKey(member, member.email),
        ...nameIndexKey(member),
        ...member,
        ...stamp('member.joined', origin),
      },
      absent,
    ),
    refusal: () => problem('already_member'),
  },
  ...putEntries(member),
];

/** Only a condition: the person is not a member of the organization. */
export const isNoMember = (id: MemberId): Write => ({
  item: check(memberKey(id), absent),
  refusal: () => problem('already_member'),
});

/** Condition check: the member is an admin. */
export const isStillAdmin = (id: MemberId): Write => ({
  item: check(memberKey(id), { text: '#role = :admin', names: { '#role': 'role' }, values: { ':admin': 'admin' } }),
  refusal: () => problem('forbidden', { deed: 'do this' }),
});

/** Condition: the name is as read, so the deleted or moved entries are those of the stored name. */
const hasName = ({ name }: StoredMember): Required<Condition> => ({
  text: '#name = :name',
  names: { '#name': 'name' },
  values: { ':name': name },
});

const asRead = (member: StoredMember): Condition => {
  const [one, other] = [notChangedSince(member), hasName(member)];
  return {
    text: `${one.text} AND ${other.text}`,
    names: { ...one.names, ...other.names },
    values: { ...one.values, ...other.values },
  };
};

/** Updates a member's name and picture from Google, also in the index. Not an audit event. Condition: name as read. */
export const describeMember = (
  member: StoredMember,
  { name, pictureUrl }: Pick<StoredMember, 'name' | 'pictureUrl'>,
): Write[] => [
  {
    item: update(
      memberKey(member),
      { set: { name, pictureUrl, ...nameIndexKey({ ...member, name }), ...unchanged } },
      hasName(member),
    ),
    refusal: notAsRead,
  },
  ...renameEntries(member, name),
];

/** Returns true if the member's item is in the index by name, under its current name. */
export const isIndexed = (item: Item): boolean => item.GSI2SK === nameIndexKey(readMember(item)).GSI2SK;

/** Adds a member of release 0.1.0 to the index by name and the search entries. Leaves no audit event. */
export const indexMember = (member: StoredMember): Write[] => [
  {
    item: update(memberKey(member), { set: { ...nameIndexKey(member), ...unchanged } }, hasName(member)),
    refusal: notAsRead,
  },
  ...putEntries(member),
];

const notAsRead = (found: unknown) => (found === undefined ? problem('member_not_found') : new ConflictError());

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
): Write[] => [
  {
    item: update(
      memberKey(member),
      {
        set: {
          email,
          name,
          pictureUrl,
          ...memberIndexKey(member, email),
          ...nameIndexKey({ ...member, name }),
          ...stamp('member.email_changed', datedAfter(origin, member)),
        },
      },
      asRead(member),
    ),
    refusal: notAsRead,
  },
  ...renameEntries(member, name),
];

/** Deletes the member, and puts a removed item as the source of the audit event. Condition: version check. */
export const deleteMember = (
  member: StoredMember,
  change: 'member.removed' | 'member.left',
  origin: Origin,
): Write[] => {
  const dated = datedAfter(origin, member);
  return [
    { item: remove(memberKey(member), asRead(member)), refusal: notAsRead },
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
    ...deleteEntries(member),
  ];
};
