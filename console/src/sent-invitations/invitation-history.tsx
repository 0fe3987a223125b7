import { Button, Drawer, Group, Skeleton, Stack } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { invitationQuery } from '#console/api/queries.ts';
import { useFocusBack } from '#console/dialogs/focus-back.ts';
import type { Draft } from '#console/invite/draft.ts';
import { useNow } from '#console/members/use-now.ts';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import { draftLike } from './draft-like.ts';
import { historyQuery } from './history-query.ts';
import { InvitationFacts } from './invitation-facts.tsx';
import { statusAt } from './invitation-status.ts';
import { InvitationTimeline } from './invitation-timeline.tsx';
import { PendingAdvice } from './pending-advice.tsx';
import { ResendButton } from './resend-button.tsx';
import { RevokeInvitation } from './revoke-invitation.tsx';

type InvitationHistoryProps = {
  readonly organizationId: string;
  readonly invitationId: string;
  readonly onInvite: (start: Partial<Draft>) => void;
  readonly onClose: () => void;
};

/** One invitation: what it offers, what happened to it, and what can be done about it. */
export const InvitationHistory = ({ organizationId, invitationId, onInvite, onClose }: InvitationHistoryProps) => {
  useFocusBack();
  const now = useNow(1000);
  const found = useQuery({ ...invitationQuery(organizationId, invitationId), refetchInterval: 10_000 });
  const history = useInfiniteQuery(historyQuery(organizationId, invitationId));
  const [revoking, setRevoking] = useState(false);
  const invitation = found.data;
  const status = invitation && statusAt(invitation, now);
  const error = found.error ?? history.error;
  const inviteAgain = () => {
    if (invitation) onInvite(draftLike(invitation));
    onClose();
  };
  return (
    <Drawer opened returnFocus={false} onClose={onClose} position="right" title="Invitation">
      <Stack>
        {error && <ProblemAlert error={error} onRetry={() => void Promise.all([found.refetch(), history.refetch()])} />}
        {invitation && status && <InvitationFacts invitation={invitation} status={status} now={now} />}
        {!invitation && !error && <Skeleton h={160} />}
        {invitation && status === 'pending' && (
          <>
            <Group gap="xs">
              <ResendButton invitation={invitation} />
              <Button size="xs" variant="default" onClick={() => setRevoking(true)}>
                Revoke
              </Button>
            </Group>
            <PendingAdvice invitation={invitation} />
          </>
        )}
        {(status === 'expired' || status === 'revoked') && (
          <Group>
            <Button size="xs" variant="default" onClick={inviteAgain}>
              Invite again
            </Button>
          </Group>
        )}
        {invitation && <InvitationTimeline invitation={invitation} history={history} />}
      </Stack>
      {invitation && revoking && <RevokeInvitation invitation={invitation} onClose={() => setRevoking(false)} />}
    </Drawer>
  );
};
