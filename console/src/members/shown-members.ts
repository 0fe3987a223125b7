import { patchList } from '#console/api/patch-list.ts';
import { memberListsKey } from '#console/api/queries.ts';
import type { Member } from '#core/contract/organization.ts';

/** Shows a member as they will be, or takes them out, in every list. Returns the undo. */
export const showMember = (
  organizationId: string,
  userId: string,
  change: (member: Member) => Member | undefined,
): Promise<() => void> =>
  patchList<Member>(memberListsKey(organizationId), (member) => member.userId === userId, change);
