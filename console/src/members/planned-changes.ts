import { isProblem } from '#console/api/api-problem.ts';
import { call } from '#console/api/call.ts';
import type { MemberResult, MembersChange } from '#core/contract/member-changes.ts';
import { memberOperations } from '#core/contract/operations/members.ts';
import type { Member } from '#core/contract/organization.ts';

export type ChangeKind = 'role' | 'teams' | 'remove';

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

/** Results with the same outcome, and the same reason where there is one. */
export type ResultGroup = {
  readonly outcome: MemberResult['outcome'];
  /** Why members were rejected, in a sentence. */
  readonly detail: string | undefined;
  readonly members: readonly Member[];
};

/** Groups results in the order in which a person wants to read them: what is done, what is not, what need not be. */
export const groupResults = (results: readonly MemberResult[], members: readonly Member[]): ResultGroup[] => {
  const byId = new Map(members.map((member) => [member.userId, member]));
  const reasonOf = (result: MemberResult) => (result.outcome === 'rejected' ? result.detail : undefined);
  const groups = Map.groupBy(results, (result) => `${result.outcome} ${reasonOf(result) ?? ''}`);
  const order = ['removed', 'changed', 'rejected', 'unchanged'];
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      return first === undefined
        ? []
        : [
            {
              outcome: first.outcome,
              detail: reasonOf(first),
              members: group.flatMap(({ userId }) => byId.get(userId) ?? []),
            },
          ];
    })
    .sort((one, other) => order.indexOf(one.outcome) - order.indexOf(other.outcome));
};

const counted = (count: number): string => (count === 1 ? '1 member' : `${count.toLocaleString('en-US')} members`);

/** `12 members will be changed`, `12 members were changed`. */
export const groupWords = ({ outcome, members }: ResultGroup, isDone: boolean): string => {
  const who = counted(members.length);
  const were = members.length === 1 ? 'was' : 'were';
  switch (outcome) {
    case 'changed':
      return isDone ? `${who} ${were} changed.` : `${who} will be changed.`;
    case 'removed':
      return isDone ? `${who} ${were} removed.` : `${who} will be removed and lose access immediately.`;
    case 'unchanged':
      return `${who} ${members.length === 1 ? 'is' : 'are'} like this already.`;
    case 'rejected':
      return isDone ? `${who} couldn’t be changed.` : `${who} can’t be changed.`;
  }
};
