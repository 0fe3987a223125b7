import { Button, Group, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { invitationsKey } from '#console/api/queries.ts';
import { FailureList } from '#console/bulk/failure-list.tsx';
import { FirstAddresses } from '#console/bulk/first-addresses.tsx';
import { Dialog } from '#console/dialogs/dialog.tsx';
import { DialogButtons } from '#console/dialogs/dialog-buttons.tsx';
import { takeFocus } from '#console/dialogs/focus-back.ts';
import { partsOf } from '#console/invite/send-in-parts.ts';
import { sendPart } from '#console/invite/send-part.ts';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import { useTeamNaming } from '#console/roles-and-teams/team-names.tsx';
import type { TeamNaming } from '#console/roles-and-teams/team-naming.ts';
import { cannotClose } from '#console/ui/cannot-close.ts';
import { Caution } from '#console/ui/caution.tsx';
import type { Invitation, InvitationResult } from '#core/contract/invitation.ts';
import { type AgainBatch, againBatches, canInviteAgain, type Judged, judgeBatch } from './again-batches.ts';
import { batchWords, peopleInWords } from './again-words.ts';
import { type AgainRun, useAgain } from './use-again.ts';

const judge = async (organizationId: string, batch: AgainBatch): Promise<Judged[]> => {
  const results: InvitationResult[] = [];
  const emails = batch.invitations.map(({ email }) => email);
  for (const part of partsOf(emails, () => ''))
    results.push(...(await sendPart(organizationId, batch, { emails: part.emails, dryRun: true })));
  return judgeBatch(batch, results);
};

/** Batches of those that can be invited, and why the others can't be. */
const usePreview = (organizationId: string, invitations: readonly Invitation[]) =>
  useQuery({
    queryKey: [...invitationsKey(organizationId), 'again', invitations.map(({ id }) => id)],
    queryFn: async () => {
      const judged: Judged[] = [];
      for (const batch of againBatches(invitations)) judged.push(...(await judge(organizationId, batch)));
      return {
        batches: againBatches(judged.flatMap(({ invitation, why }) => (why === undefined ? [invitation] : []))),
        rejected: judged.flatMap(({ invitation: { email }, why }) => (why === undefined ? [] : [{ email, why }])),
      };
    },
    staleTime: 0,
    gcTime: 0,
  });

type PreviewProps = {
  readonly organizationId: string;
  readonly invitations: readonly Invitation[];
  readonly naming: TeamNaming;
  readonly onConfirm: (batches: readonly AgainBatch[]) => void;
  readonly onCancel: () => void;
};

/** Preview of the new invitations, with their roles. */
const Preview = ({ organizationId, invitations, naming, onConfirm, onCancel }: PreviewProps) => {
  const able = invitations.filter(canInviteAgain);
  const { data, error, refetch } = usePreview(organizationId, able);
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton h={120} />;
  const invited = data.batches.flatMap((batch) => batch.invitations);
  const pending = invited.filter(({ status }) => status === 'pending').length;
  const left = invitations.length - able.length;
  return (
    <Stack>
      {data.batches.map((batch) => (
        <div key={batch.invitations[0]?.id}>
          <Text fw={600} className="wraps-anywhere">
            {batchWords(batch, naming)}
          </Text>
          <FirstAddresses emails={batch.invitations.map(({ email }) => email)} />
        </div>
      ))}
      {pending > 0 && (
        <Caution title={pending === 1 ? '1 invitation is still pending' : `${pending} invitations are still pending`}>
          {pending === 1 ? 'Its email wasn’t delivered. It is' : 'Their emails weren’t delivered. They are'} revoked
          first, then sent again with a new link.
        </Caution>
      )}
      {data.rejected.length > 0 && (
        <FailureList title={`${peopleInWords(data.rejected.length)} can’t be invited`} failures={data.rejected} />
      )}
      {left > 0 && (
        <Text size="sm">
          {left === 1 ? '1 pending invitation is' : `${left} pending invitations are`} left as{' '}
          {left === 1 ? 'it is' : 'they are'}. To send an email again, use Resend.
        </Text>
      )}
      <DialogButtons onCancel={onCancel} cancelFirst>
        <Button disabled={invited.length === 0} onClick={() => onConfirm(data.batches)}>
          Invite {peopleInWords(invited.length)}
        </Button>
      </DialogButtons>
    </Stack>
  );
};

const isInvited = ({ outcome }: InvitationResult): boolean => outcome !== 'rejected';

/** Progress, and the addresses that were not invited. */
const Progressing = ({ run, onClose }: { readonly run: AgainRun; readonly onClose: () => void }) => {
  const { results, total, isOver, error } = run;
  const rejected = results.flatMap((result) =>
    result.outcome === 'rejected' ? [{ email: result.email, why: result.detail }] : [],
  );
  const invited = results.filter(isInvited).length;
  return (
    <Stack>
      <Text role="status" fw={600} tabIndex={-1} ref={takeFocus}>
        {isOver ? `${invited} of ${total} invited again.` : `Inviting ${results.length} of ${total}…`}
      </Text>
      <Progress value={(100 * results.length) / Math.max(1, total)} size="lg" aria-label="Invited so far" />
      {error !== null && <ProblemAlert error={error} />}
      {isOver && rejected.length > 0 && (
        <FailureList isNews title={`${peopleInWords(rejected.length)} couldn’t be invited`} failures={rejected} />
      )}
      {isOver && (
        <Group justify="flex-end">
          <Button onClick={onClose}>Done</Button>
        </Group>
      )}
    </Stack>
  );
};

type InviteSeveralAgainProps = {
  readonly organizationId: string;
  readonly invitations: readonly Invitation[];
  /** After sending: takes the invitations that were not sent again. */
  readonly onDone: (left: readonly Invitation[]) => void;
  readonly onClose: () => void;
};

/** Invites the people of several invitations again, each with the same role and teams: a preview, progress, outcomes. */
export const InviteSeveralAgain = ({ organizationId, invitations, onDone, onClose }: InviteSeveralAgainProps) => {
  const naming = useTeamNaming(organizationId);
  const { run, start } = useAgain(organizationId);
  const close = () => {
    const invited = new Set(run?.results.filter(isInvited).map(({ email }) => email));
    if (run) onDone(invitations.filter(({ email }) => !invited.has(email)));
    onClose();
  };
  return (
    <Dialog onClose={close} title={run ? 'Invite again' : 'Invite again?'} {...(run && !run.isOver && cannotClose)}>
      {run ? (
        <Progressing run={run} onClose={close} />
      ) : (
        <Preview
          organizationId={organizationId}
          invitations={invitations}
          naming={naming}
          onConfirm={(batches) => void start(batches)}
          onCancel={close}
        />
      )}
    </Dialog>
  );
};
