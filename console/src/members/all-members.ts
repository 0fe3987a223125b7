import { call } from '#console/api/call.ts';
import { memberQuery } from '#console/api/queries.ts';
import { memberOperations } from '#core/contract/operations/members.ts';
import type { Member } from '#core/contract/organization.ts';

/** As many can be changed at once: what is beyond is selected after these. */
const mostSelected = 1_000;

/** Fetches all members that match, up to 1,000, page after page. */
export const allMembers = async (
  organizationId: string,
  filters: Parameters<typeof memberQuery>[0],
): Promise<Member[]> => {
  const members: Member[] = [];
  let cursor: string | undefined;
  do {
    const query = { ...memberQuery(filters), limit: '100', cursor };
    const page = await call(memberOperations.listMembers, { params: { organizationId }, query });
    members.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && members.length < mostSelected);
  return members.slice(0, mostSelected);
};
