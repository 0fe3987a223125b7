import { useState } from 'react';
import { membersKey, organizationQuery } from '#console/api/queries.ts';
import { queryClient } from '#console/api/query-client.ts';
import { inTurn } from '#console/bulk/in-turn.ts';
import { revoke } from '#console/sent-invitations/invitation-changes.ts';
import type { Invitation } from '#core/contract/invitation.ts';
import type { MemberResult, MembersChange } from '#core/contract/member-changes.ts';
import type { Member } from '#core/contract/organization.ts';
import { bulkProgressWords } from './bulk-change-words.ts';
import { changeInParts } from './change-in-parts.ts';
import { groupResults, type ResultGroup } from './member-results.ts';

/** A change under way, as far as it is. */
export type Run = {
  readonly done: number;
  readonly total: number;
  readonly isOver: boolean;
  readonly isRemoval: boolean;
  readonly words: string;
  readonly groups: readonly ResultGroup[];
  readonly error: unknown;
};

const refresh = (organizationId: string) =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: membersKey(organizationId) }),
    queryClient.invalidateQueries({ ...organizationQuery(organizationId), exact: true }),
  ]);

const isDone = ({ outcome }: MemberResult): boolean => outcome !== 'rejected';

/** Changes several members part by part, then revokes invitations that removed admins leave behind. */
export const useBulkChange = (organizationId: string) => {
  const [run, setRun] = useState<Run>();
  const [unchanged, setUnchanged] = useState<readonly Member[]>([]);
  const start = async (change: MembersChange, members: readonly Member[], alsoRevoke: readonly Invitation[]) => {
    let results: readonly MemberResult[] = [];
    let error: unknown = null;
    const total = members.length;
    const show = (isOver: boolean) =>
      setRun({
        done: results.length,
        total,
        isOver,
        isRemoval: 'remove' in change,
        words: bulkProgressWords(change, { done: results.length, total, isOver }),
        groups: groupResults(results, members),
        error,
      });
    show(false);
    const askBeforeClosing = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', askBeforeClosing);
    try {
      await changeInParts({ organizationId, change, dryRun: false }, members, (soFar) => {
        results = [...soFar];
        show(false);
      });
      const removed = new Set(results.filter(isDone).map(({ userId }) => userId));
      const left = alsoRevoke.filter(
        ({ invitedBy }) => invitedBy.userId !== undefined && removed.has(invitedBy.userId),
      );
      await inTurn(left, { act: revoke, signal: new AbortController().signal, onProgress: () => undefined });
    } catch (thrown) {
      error = thrown;
    }
    window.removeEventListener('beforeunload', askBeforeClosing);
    const done = new Set(results.filter(isDone).map(({ userId }) => userId));
    setUnchanged(members.filter(({ userId }) => !done.has(userId)));
    await refresh(organizationId);
    show(true);
  };
  return { run, unchanged, start };
};
