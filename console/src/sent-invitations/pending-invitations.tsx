import { Button, Group, Stack, Text } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { invitationsQuery } from '#console/api/queries.ts';
import { openedWhenAsked } from '#console/dialogs/opened-when-asked.tsx';
import type { Draft } from '#console/invite/draft.ts';
import { Caution } from '#console/members/caution.tsx';
import { Choice } from '#console/members/choice.tsx';
import { useListFilters } from '#console/members/list-filters.ts';
import { PagesOf } from '#console/members/pages-of.tsx';
import { SearchByAddress } from '#console/members/search-by-address.tsx';
import { useNow } from '#console/members/use-now.ts';
import { emailAddress } from '#core/contract/email-address.ts';
import type { Invitation, InvitationStatus } from '#core/contract/invitation.ts';
import type { Several } from './change-several.tsx';
import { nextLookAt } from './deliveries.ts';
import { deliveryWords } from './delivery-words.ts';
import { draftLike } from './draft-like.ts';
import { nextLook, statusAt, statusWords } from './invitation-status.ts';
import { InvitationsTable } from './invitations-table.tsx';
import { SelectionBar } from './selection-bar.tsx';

const RevokeInvitation = openedWhenAsked(
  'revoke-invitation',
  async () => (await import('./revoke-invitation.tsx')).RevokeInvitation,
);
const ChangeSeveral = openedWhenAsked(
  'change-several',
  async () => (await import('./change-several.tsx')).ChangeSeveral,
);

const nothing: Readonly<Record<InvitationStatus, string>> = {
  pending: 'No invitation is waiting for an answer.',
  accepted: 'No invitation was accepted yet.',
  expired: 'No invitation has expired.',
  revoked: 'No invitation was revoked.',
};

const Filters = () => {
  const { invitationStatus, email, change } = useListFilters();
  return (
    <Group align="flex-start" mb="md">
      <SearchByAddress
        value={email}
        onChange={(value) => change('email', value, true)}
        placeholder="ann@acme.com"
        problemWith={(typed) => typed !== '' && emailAddress(typed) === undefined && 'Enter the whole address.'}
      />
      <Choice
        label="Status"
        options={statusWords}
        value={invitationStatus}
        onChange={(value) => change('status', value === 'pending' ? undefined : value)}
      />
    </Group>
  );
};

/** Invitations of one status, newest first. Those that wait for an answer come in by themselves as they change. */
const useInvitations = (organizationId: string) => {
  const { invitationStatus: status, email } = useListFilters();
  const query = useInfiniteQuery({
    ...invitationsQuery(organizationId, { status, email: emailAddress(email) }),
    placeholderData: keepPreviousData,
    refetchInterval: nextLookAt,
  });
  const loaded = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const looked = useNow(
    nextLook(
      loaded.flatMap(({ expiresAt, lastSentAt }) => [expiresAt, lastSentAt]),
      Date.now(),
    ),
  );
  // What came in since is not of the future.
  const now = Math.max(looked, query.dataUpdatedAt);
  const invitations = loaded.filter((invitation) => statusAt(invitation, now) === status);
  return { query, invitations, now, status, searched: emailAddress(email) };
};

const didNotArrive = (invitation: Invitation): boolean => deliveryWords(invitation).bad;

const NotArrived = ({ count }: { readonly count: number }) =>
  count > 0 && (
    <Caution title={count === 1 ? 'One email did not arrive' : `${count} emails did not arrive`}>
      {count === 1 ? 'Its invitation is' : 'Their invitations are'} still pending, and{' '}
      {count === 1 ? 'it holds its place until it is' : 'each holds its place until it is'} revoked or expires. Open{' '}
      {count === 1 ? 'it' : 'each'} to see why, and what to do.
    </Caution>
  );

type PendingInvitationsProps = {
  readonly organizationId: string;
  readonly onInvite: (start: Partial<Draft>) => void;
};

export const PendingInvitations = ({ organizationId, onInvite }: PendingInvitationsProps) => {
  const { query, invitations, now, status, searched } = useInvitations(organizationId);
  const { change } = useListFilters();
  const [revoking, setRevoking] = useState<Invitation>();
  const [several, setSeveral] = useState<Several>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const selected = invitations.filter(({ id }) => status === 'pending' && chosen.has(id));
  return (
    <>
      <Filters />
      {selected.length > 0 && (
        <SelectionBar
          count={selected.length}
          onResend={() => setSeveral({ action: 'resend', invitations: selected })}
          onRevoke={() => setSeveral({ action: 'revoke', invitations: selected })}
          onClear={() => setChosen(new Set())}
        />
      )}
      <PagesOf query={query}>
        {status === 'pending' && <NotArrived count={invitations.filter(didNotArrive).length} />}
        {invitations.length === 0 && !query.hasNextPage ? (
          <Stack align="flex-start">
            <Text>{searched ? `No ${status} invitation is for ${searched}.` : nothing[status]}</Text>
            {status === 'pending' && (
              <Button variant="default" onClick={() => onInvite(searched ? { emails: [searched] } : {})}>
                Invite Members
              </Button>
            )}
          </Stack>
        ) : (
          <InvitationsTable
            invitations={invitations}
            status={status}
            now={now}
            chosen={chosen}
            onChoose={setChosen}
            onOpen={({ id }) => change('invitation', id)}
            onRevoke={setRevoking}
            onInviteAgain={(invitation) => onInvite(draftLike(invitation))}
          />
        )}
      </PagesOf>
      {revoking && <RevokeInvitation invitation={revoking} onClose={() => setRevoking(undefined)} />}
      {several && (
        <ChangeSeveral
          several={several}
          onClose={() => {
            setSeveral(undefined);
            setChosen(new Set());
          }}
        />
      )}
    </>
  );
};
