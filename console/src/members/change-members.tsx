import { Button, Group, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { membersKey } from '#console/api/queries.ts';
import { Dialog } from '#console/dialogs/dialog.tsx';
import { DialogButtons } from '#console/dialogs/dialog-buttons.tsx';
import { takeFocus } from '#console/dialogs/focus-back.ts';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import { useTeamNaming } from '#console/roles-and-teams/team-names.tsx';
import { pendingInvitationsBy } from '#console/sent-invitations/pending-invitations-by.ts';
import { cannotClose } from '#console/ui/cannot-close.ts';
import type { Invitation } from '#core/contract/invitation.ts';
import type { MembersChange } from '#core/contract/member-changes.ts';
import type { Member } from '#core/contract/organization.ts';
import { bulkChangeTitle, teamsChangeWords } from './bulk-change-words.ts';
import { changeInParts } from './change-in-parts.ts';
import { ChooseChange } from './choose-change.tsx';
import { InvitationsLeftBehind } from './invitations-left-behind.tsx';
import { type ChangeKind, groupResults } from './member-results.ts';
import { ResultGroups } from './result-groups.tsx';
import { type Run, useBulkChange } from './use-bulk-change.ts';

const titles: Readonly<Record<ChangeKind, string>> = {
  role: 'Change role',
  teams: 'Change teams',
  remove: 'Remove members',
};

const titleOf = (kind: ChangeKind, change: MembersChange | undefined, run: Run | undefined): string => {
  if (change === undefined) return titles[kind];
  return run ? bulkChangeTitle(change) : `${bulkChangeTitle(change)}?`;
};

const membersInWords = (count: number): string =>
  count === 1 ? '1 member' : `${count.toLocaleString('en-US')} members`;

/** Pending invitations that the selected admins sent. */
const useLeftBehind = (organizationId: string, members: readonly Member[], isRemoval: boolean) =>
  useQueries({
    queries: members
      .filter(({ role }) => isRemoval && role === 'admin')
      .map(({ userId }) => pendingInvitationsBy(organizationId, userId)),
    combine: (answers) => ({
      invitations: answers.flatMap(({ data = [] }) => data),
      isPending: answers.some(({ isPending }) => isPending),
    }),
  });

type PreviewProps = {
  readonly organizationId: string;
  readonly members: readonly Member[];
  readonly change: MembersChange;
  readonly onConfirm: (able: readonly Member[], alsoRevoke: readonly Invitation[]) => void;
  /** Returns to the choice of the change. */
  readonly onBack: (() => void) | undefined;
  readonly onCancel: () => void;
};

/** Preview of a bulk change, by member. */
const Preview = ({ organizationId, members, change, onConfirm, onBack, onCancel }: PreviewProps) => {
  const isRemoval = 'remove' in change;
  const preview = useQuery({
    queryKey: [...membersKey(organizationId), 'preview', change, members.map(({ userId }) => userId)],
    queryFn: () => changeInParts({ organizationId, change, dryRun: true }, members),
    staleTime: 0,
    gcTime: 0,
  });
  const left = useLeftBehind(organizationId, members, isRemoval);
  const [alsoRevoke, setAlsoRevoke] = useState(false);
  const teams = teamsChangeWords(change, useTeamNaming(organizationId));
  if (preview.error) return <ProblemAlert error={preview.error} onRetry={() => void preview.refetch()} />;
  if (!preview.data || left.isPending) return <Skeleton h={120} />;
  const groups = groupResults(preview.data, members);
  const able = groups
    .filter(({ outcome }) => outcome === 'changed' || outcome === 'removed')
    .flatMap((group) => group.members);
  const removed = new Set(able.map(({ userId }) => userId));
  const behind = left.invitations.filter(({ invitedBy: { userId } }) => userId !== undefined && removed.has(userId));
  return (
    <Stack>
      {teams !== undefined && <Text className="wraps-anywhere">{teams}</Text>}
      <ResultGroups groups={groups} isDone={false} isRemoval={isRemoval} />
      {behind.length > 0 && (
        <InvitationsLeftBehind
          invitations={behind}
          inviter="These admins"
          isSeveral
          alsoRevoke={alsoRevoke}
          onChange={setAlsoRevoke}
        />
      )}
      <DialogButtons onCancel={onBack ?? onCancel} cancel={onBack ? 'Back' : 'Cancel'} cancelFirst>
        <Button
          disabled={able.length === 0}
          onClick={() => onConfirm(able, alsoRevoke ? behind : [])}
          {...(isRemoval && { color: 'red.9' })}
        >
          {isRemoval ? 'Remove' : 'Change'} {membersInWords(able.length)}
        </Button>
      </DialogButtons>
    </Stack>
  );
};

type BulkRunProps = { readonly run: Run; readonly onClose: () => void };

/** Progress of a bulk change, and its result for each member. */
const BulkRun = ({ run, onClose }: BulkRunProps) => (
  <Stack>
    <Text role="status" fw={600} tabIndex={-1} ref={takeFocus}>
      {run.words}
    </Text>
    <Progress value={(100 * run.done) / Math.max(1, run.total)} size="lg" aria-label="Done so far" />
    {run.error !== null && <ProblemAlert error={run.error} />}
    {run.isOver && <ResultGroups groups={run.groups} isDone isRemoval={run.isRemoval} />}
    {run.isOver && (
      <Group justify="flex-end">
        <Button onClick={onClose}>Done</Button>
      </Group>
    )}
  </Stack>
);

type ChangeMembersProps = {
  readonly organizationId: string;
  readonly members: readonly Member[];
  readonly kind: ChangeKind;
  /** After a change: takes the members that it left as they were. */
  readonly onDone: (unchanged: readonly Member[]) => void;
  readonly onClose: () => void;
};

/** Changes or removes several members: what to, a preview, progress, and what became of each. */
export const ChangeMembers = ({ organizationId, members, kind, onDone, onClose }: ChangeMembersProps) => {
  const [change, setChange] = useState<MembersChange | undefined>(kind === 'remove' ? { remove: true } : undefined);
  const bulk = useBulkChange(organizationId);
  const close = () => {
    if (bulk.run) onDone(bulk.unchanged);
    onClose();
  };
  return (
    <Dialog onClose={close} title={titleOf(kind, change, bulk.run)} {...(bulk.run && !bulk.run.isOver && cannotClose)}>
      {bulk.run ? (
        <BulkRun run={bulk.run} onClose={close} />
      ) : change === undefined && kind !== 'remove' ? (
        <ChooseChange kind={kind} organizationId={organizationId} onChoose={setChange} onCancel={close} />
      ) : (
        change && (
          <Preview
            organizationId={organizationId}
            members={members}
            change={change}
            onConfirm={(able, alsoRevoke) => void bulk.start(change, able, alsoRevoke)}
            onBack={kind === 'remove' ? undefined : () => setChange(undefined)}
            onCancel={close}
          />
        )
      )}
    </Dialog>
  );
};
