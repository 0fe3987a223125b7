import * as z from 'zod';
import { instant, role } from '../contract/fields.ts';
import { problem } from '../problem.ts';
import { type Origin, stamp, unchanged } from './change.ts';
import { memberIndexKey, memberKey } from './keys.ts';
import { absent, present, put, unexpected, update, type Write } from './write.ts';

const storedMember = z.object({
  userId: z.string(),
  organizationId: z.string(),
  organizationName: z.string(),
  /** The address that was invited; the claim of the organization names this one. */
  email: z.string(),
  name: z.string(),
  pictureUrl: z.string().nullable(),
  role,
  teamIds: z.array(z.string()),
  joinedAt: instant,
  invitationId: z.string(),
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
