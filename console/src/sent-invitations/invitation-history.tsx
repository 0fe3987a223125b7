import { Drawer, Group, Skeleton, Stack } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { invitationQuery } from '#console/api/queries.ts';
import { useFocusBack } from '#console/dialogs/focus-back.ts';
import type { Draft } from '#console/invite/draft.ts';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import { useByTheClock } from '#console/ui/clock.ts';
import { useListFilters } from '#console/ui/list-filters.ts';
import { RowButton } from '#console/ui/row-button.tsx';
import type { Invitation } from '#core/contract/invitation.ts';
import { draftLike } from './draft-like.ts';
import { historyQuery } from './history-query.ts';
import { InvitationFacts } from './invitation-facts.tsx';
import { statusAt } from './invitation-status.ts';
import { InvitationTimeline } from './invitation-timeline.tsx';
import { InviteAgain } from './invite-again.tsx';
import { PendingAdvice } from './pending-advice.tsx';
import { ResendButton } from './resend-button.tsx';
import { RevokeInvitation } from './revoke-invitation.tsx';
import { useSuccessors } from './use-successors.ts';

type InvitationHistoryProps = {
  readonly organizationId: string;
  readonly invitationId: string;
  readonly onInvite: (start: Partial<Draft>) => void;
  readonly onClose: () => void;
};

type InviteAnotherProps = Pick<InvitationHistoryProps, 'onInvite'> & { readonly invitation: Invitation };

const InviteAnother = ({ invitation, onInvite }: InviteAnotherProps) => {
  const { organizationId, email } = invitation;
  const { change } = useListFilters();
  const only = useMemo(() => [invitation], [invitation]);
  const successors = useSuccessors(organizationId, only);
  return (
    <Group>
      <InviteAgain
        email={email}
        successor={successors.get(email)}
        onOpen={(id) => change({ invitation: id })}
        onInvite={() => onInvite(draftLike(invitation))}
      />
    </Group>
  );
};

/** One invitation: its facts, its history, and what can be done about it. */
export const InvitationHistory = ({ organizationId, invitationId, onInvite, onClose }: InvitationHistoryProps) => {
  useFocusBack();
  const found = useQuery({ ...invitationQuery(organizationId, invitationId), refetchInterval: 10_000 });
  const history = useInfiniteQuery(historyQuery(organizationId, invitationId));
  const [revoking, setRevoking] = useState(false);
  const invitation = found.data;
  const status = useByTheClock((now) => invitation && statusAt(invitation, now));
  const settled = invitation && (status === 'expired' || status === 'revoked') ? invitation : undefined;
  const error = found.error ?? history.error;
  return (
    <Drawer opened returnFocus={false} onClose={onClose} position="right" title="Invitation">
      <Stack>
        {error && <ProblemAlert error={error} onRetry={() => void Promise.all([found.refetch(), history.refetch()])} />}
        {invitation && status && <InvitationFacts invitation={invitation} status={status} />}
        {!invitation && !error && <Skeleton h={160} />}
        {invitation && status === 'pending' && (
          <>
            <Group gap="xs">
              <ResendButton invitation={invitation} />
              <RowButton onClick={() => setRevoking(true)}>Revoke</RowButton>
            </Group>
            <PendingAdvice invitation={invitation} />
          </>
        )}
        {settled && <InviteAnother invitation={settled} onInvite={onInvite} />}
        {invitation && <InvitationTimeline invitation={invitation} history={history} />}
      </Stack>
      {invitation && revoking && <RevokeInvitation invitation={invitation} onClose={() => setRevoking(false)} />}
    </Drawer>
  );
};
