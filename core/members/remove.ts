import { authorize } from '#core/authorize.ts';
import { type CallerRequest, originOf } from '#core/caller.ts';
import { problem } from '#core/problem.ts';
import { retryOnConflict } from '#core/retry.ts';
import { readAddress, releaseMemberAddress } from '#core/table/address.ts';
import { commit } from '#core/table/commit.ts';
import { addressKey, type MemberId } from '#core/table/keys.ts';
import { deleteMember, type StoredMember } from '#core/table/member.ts';
import { getItem } from '#core/table/read.ts';
import { releaseSeat } from '#core/table/seats.ts';
import { findMember } from './find.ts';

/** The member's address is theirs, and goes with them, unless it has become someone else's. */
const releaseAddressOf = async (member: StoredMember) => {
  const item = await getItem(addressKey(member));
  const claim = item && readAddress(item);
  return claim && 'userId' in claim && claim.userId === member.userId
    ? [releaseMemberAddress(member, member.userId)]
    : [];
};

/**
 * Removes a member, or lets the caller leave. Access ends with the next request, and the address can be invited again.
 * Throws `last_admin` if no admin would remain.
 */
export const removeMember = async (id: MemberId, request: CallerRequest): Promise<undefined> => {
  const caller = await authorize(request.caller, id.organizationId, 'member');
  const leaves = id.userId === caller.userId;
  if (!leaves && caller.role !== 'admin') throw problem('forbidden', { deed: 'remove other members' });
  await retryOnConflict(async (attemptNumber) => {
    const member = leaves && attemptNumber === 1 ? caller : await findMember(id);
    await commit([
      ...deleteMember(member, leaves ? 'member.left' : 'member.removed', originOf(caller, request)),
      releaseSeat(id.organizationId, member.role),
      ...(await releaseAddressOf(member)),
    ]);
  });
};
