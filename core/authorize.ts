import type { Caller } from './caller.ts';
import { problem } from './problem.ts';
import { memberKey } from './table/keys.ts';
import { readMember, type StoredMember } from './table/member.ts';
import { getItem } from './table/read.ts';

/**
 * Reads the caller's membership for each request, so that a removed member loses access with the next one.
 * Throws `organization_not_found` for non-members, as for an unknown organization, and `forbidden` without the role.
 */
export const authorize = async (
  caller: Caller,
  organizationId: string,
  needed: 'member' | 'admin',
): Promise<StoredMember> => {
  const item = await getItem(memberKey({ organizationId, userId: caller.userId }));
  if (item === undefined) throw problem('organization_not_found');
  const member = readMember(item);
  if (needed === 'admin' && member.role !== 'admin') throw problem('forbidden', { deed: 'do this' });
  return member;
};
