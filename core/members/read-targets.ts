import { idOrAbsent } from '#core/contract/fields.ts';
import type { MembersChange } from '#core/contract/member-changes.ts';
import { type AddressClaim, readAddress } from '#core/table/address.ts';
import { addressKey, memberKey } from '#core/table/keys.ts';
import { readMember, type StoredMember } from '#core/table/member.ts';
import { getItems } from '#core/table/read.ts';

/** A member of a bulk change, as read. */
export type Target = {
  /** As the caller gave it. */
  readonly userId: string;
  readonly member: StoredMember;
  /** True if the address claim belongs to the member, and is removed with them. */
  readonly hasClaim: boolean;
};

const isOf = (claim: AddressClaim, userId: string): boolean => 'userId' in claim && claim.userId === userId;

/** Reads members by id. Skips ids, and any other text, that belong to no member. Reads claims for removals only. */
export const readTargets = async (
  organizationId: string,
  userIds: readonly string[],
  change: MembersChange,
): Promise<Target[]> => {
  const items = await getItems(userIds.map((userId) => memberKey({ organizationId, userId: idOrAbsent(userId) })));
  const found = items.flatMap((item, n) =>
    item ? [{ userId: userIds[n] ?? '', member: readMember(item), hasClaim: false }] : [],
  );
  if (!('remove' in change)) return found;
  const claims = await getItems(found.map(({ member }) => addressKey(member)));
  return found.map((target, n) => {
    const claim = claims[n];
    return { ...target, hasClaim: claim !== undefined && isOf(readAddress(claim), target.member.userId) };
  });
};
