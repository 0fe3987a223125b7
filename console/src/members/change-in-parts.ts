import { isProblem } from '#console/api/api-problem.ts';
import { call } from '#console/api/call.ts';
import type { MemberResult, MembersChange } from '#core/contract/member-changes.ts';
import { memberOperations } from '#core/contract/operations/members.ts';
import type { Member } from '#core/contract/organization.ts';

// Small enough that progress is seen, and far from the 1,000 that a request takes.
const membersInPart = 100;

type Asked = { readonly organizationId: string; readonly change: MembersChange; readonly dryRun: boolean };

const changePart = async (
  { organizationId, change, dryRun }: Asked,
  userIds: readonly string[],
): Promise<readonly MemberResult[]> => {
  const body = { userIds: [...userIds], change, dryRun };
  try {
    return (await call(memberOperations.changeMembers, { params: { organizationId }, body })).results;
  } catch (error) {
    if (isProblem(error, 'nothing_changed') && error.facts.memberResults) return error.facts.memberResults;
    throw error;
  }
};

/** Changes members part by part. `onProgress` receives the results so far. */
export const changeInParts = async (
  asked: Asked,
  members: readonly Member[],
  onProgress: (results: readonly MemberResult[]) => void = () => undefined,
): Promise<readonly MemberResult[]> => {
  const results: MemberResult[] = [];
  for (let from = 0; from < members.length; from += membersInPart) {
    const part = members.slice(from, from + membersInPart).map(({ userId }) => userId);
    results.push(...(await changePart(asked, part)));
    onProgress(results);
  }
  return results;
};
