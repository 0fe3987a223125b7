import type { MemberResult } from '#core/contract/member-changes.ts';
import type { Member } from '#core/contract/organization.ts';

export type ChangeKind = 'role' | 'teams' | 'remove';

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

type GroupWordsOptions = {
  /** Whether the change is made, or only previewed. */
  readonly isDone: boolean;
  readonly isRemoval: boolean;
};

/** `12 members will be changed`, `12 members were changed`. */
export const groupWords = ({ outcome, members }: ResultGroup, { isDone, isRemoval }: GroupWordsOptions): string => {
  const who = counted(members.length);
  const were = members.length === 1 ? 'was' : 'were';
  switch (outcome) {
    case 'changed':
      return isDone ? `${who} ${were} changed.` : `${who} will be changed.`;
    case 'removed':
      return isDone ? `${who} ${were} removed.` : `${who} will be removed and lose access immediately.`;
    case 'unchanged':
      return `${who} ${members.length === 1 ? 'needs' : 'need'} no change.`;
    case 'rejected':
      return `${who} ${isDone ? 'couldn’t' : 'can’t'} be ${isRemoval ? 'removed' : 'changed'}.`;
  }
};
