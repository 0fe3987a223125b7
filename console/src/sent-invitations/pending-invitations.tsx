import { Group, Text } from '@mantine/core';
import { useCallbackRef } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { organizationQuery } from '#console/api/queries.ts';
import { openedWhenAsked } from '#console/dialogs/opened-when-asked.tsx';
import type { Draft } from '#console/invite/draft.ts';
import { Choice } from '#console/ui/choice.tsx';
import { ListCount } from '#console/ui/list-count.tsx';
import { useListFilters } from '#console/ui/list-filters.ts';
import { MoreInView } from '#console/ui/more-in-view.tsx';
import { PagesOf } from '#console/ui/pages-of.tsx';
import { SearchByEmail } from '#console/ui/search-by-email.tsx';
import { emailAddress } from '#core/contract/email-address.ts';
import type { Invitation } from '#core/contract/invitation.ts';
import { AtLimit } from './at-limit.tsx';
import { draftLike } from './draft-like.ts';
import { ExportInvitations } from './export-invitations.tsx';
import { filterWords } from './invitation-status.ts';
import { InvitationsTable } from './invitations-table.tsx';
import { NotDelivered } from './not-delivered.tsx';
import { NothingFound } from './nothing-found.tsx';
import { SelectedInvitations } from './selected-invitations.tsx';
import { useInvitations } from './use-invitations.ts';
import { useSelection } from './use-selection.ts';
import { useSuccessors } from './use-successors.ts';

const RevokeInvitation = openedWhenAsked(
  'revoke-invitation',
  async () => (await import('./revoke-invitation.tsx')).RevokeInvitation,
);
const Filters = ({ organizationId }: { readonly organizationId: string }) => {
  const { invitationStatus, email, change } = useListFilters();
  return (
    <Group align="flex-end" mb="sm">
      <SearchByEmail
        value={email}
        onChange={(value) => change({ email: value }, true)}
        placeholder={invitationStatus === 'pending' ? 'Beginning of an email' : 'Full email'}
      />
      <Choice
        label="Status"
        options={filterWords}
        value={invitationStatus}
        onChange={(value) => change({ status: value === 'pending' ? undefined : value })}
      />
      <ExportInvitations organizationId={organizationId} />
    </Group>
  );
};

/** Notices above the list of pending invitations. */
const Notices = ({ organizationId, invitations }: { organizationId: string; invitations: readonly Invitation[] }) => {
  const { data } = useQuery(organizationQuery(organizationId));
  const limit = data?.limits.pendingInvitations;
  return (
    <>
      <AtLimit used={data?.usage.pendingInvitations} limit={limit} />
      <NotDelivered invitations={invitations} isLimited={typeof limit === 'number'} />
    </>
  );
};

/** Returns the number of pending invitations, if the plan limits and counts them. */
const useTotal = (organizationId: string): number | undefined => {
  const { data } = useQuery(organizationQuery(organizationId));
  return data?.usage.pendingInvitations ?? undefined;
};

const none: readonly Invitation[] = [];

type PendingInvitationsProps = {
  readonly organizationId: string;
  readonly onInvite: (start: Partial<Draft>) => void;
};

/** The invitations of one status with what can be done about them; of those whose email is asked for, if one is. */
const Found = ({ organizationId, onInvite }: PendingInvitationsProps) => {
  const { list, invitations, status, isRequested, searched, whole } = useInvitations(organizationId);
  const isPending = status === 'pending';
  const { change } = useListFilters();
  const { chosen, selected, select, toggle } = useSelection(status === 'accepted' ? none : invitations);
  const successors = useSuccessors(organizationId, isPending || status === 'accepted' ? none : invitations);
  const total = useTotal(organizationId);
  const [revoking, setRevoking] = useState<Invitation>();
  const open = useCallbackRef((id: string) => change({ invitation: id }));
  const inviteAgain = useCallbackRef((invitation: Invitation) => onInvite(draftLike(invitation)));
  return (
    <>
      <SelectedInvitations organizationId={organizationId} status={status} selected={selected} select={select} />
      <PagesOf query={list}>
        {isPending && <Notices organizationId={organizationId} invitations={invitations} />}
        {invitations.length === 0 && !list.hasNextPage ? (
          <NothingFound
            status={status}
            isRequested={isRequested}
            searched={searched}
            whole={whole}
            onInvite={onInvite}
          />
        ) : (
          <>
            <ListCount
              shown={invitations.length}
              hasMore={list.hasNextPage}
              total={isPending && searched === '' ? total : undefined}
              of={[`${status} invitation`, `${status} invitations`]}
            />
            <InvitationsTable
              organizationId={organizationId}
              invitations={invitations}
              status={status}
              hasMore={list.hasNextPage}
              chosen={chosen}
              onChoose={toggle}
              onChooseAll={(all) => select(all ? invitations : none)}
              successors={successors}
              onOpen={open}
              onRevoke={setRevoking}
              onInviteAgain={inviteAgain}
              onLook={list.look}
            />
          </>
        )}
        <MoreInView query={list} rows={invitations.length} />
      </PagesOf>
      {revoking && <RevokeInvitation invitation={revoking} onClose={() => setRevoking(undefined)} />}
    </>
  );
};

/** The tab of the invitations: of pending ones, unless another status is chosen. */
export const PendingInvitations = (props: PendingInvitationsProps) => {
  const { invitationStatus: status, email } = useListFilters();
  // Partial emails find pending invitations only, so other lists ignore them.
  const isPart = status !== 'pending' && email !== '' && emailAddress(email) === undefined;
  return (
    <>
      <Filters organizationId={props.organizationId} />
      {isPart ? <Text>To find these invitations, enter a full email.</Text> : <Found {...props} />}
    </>
  );
};
