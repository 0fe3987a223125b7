import { Button, Stack, Text } from '@mantine/core';
import { useCallbackRef } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { organizationQuery } from '#console/api/queries.ts';
import { openedWhenAsked } from '#console/dialogs/opened-when-asked.tsx';
import { ListCount } from '#console/ui/list-count.tsx';
import { type MemberStatus, useListFilters } from '#console/ui/list-filters.ts';
import { MoreInView } from '#console/ui/more-in-view.tsx';
import { PagesOf } from '#console/ui/pages-of.tsx';
import type { Invitation } from '#core/contract/invitation.ts';
import type { Member } from '#core/contract/organization.ts';
import { allMembers } from './all-members.ts';
import { MemberFilters } from './member-filters.tsx';
import type { MemberAction } from './member-menu.tsx';
import type { ChangeKind } from './member-results.ts';
import { MemberSelectionBar } from './member-selection-bar.tsx';
import { MembersTable } from './members-table.tsx';
import { PendingMatches } from './pending-matches.tsx';
import { useMemberSelection } from './use-member-selection.ts';
import { isMember, usePeople } from './use-people.ts';

const ChangeMember = openedWhenAsked('change-member', async () => (await import('./change-member.tsx')).ChangeMember);
const RemoveMember = openedWhenAsked('remove-member', async () => (await import('./remove-member.tsx')).RemoveMember);
const ChangeMembers = openedWhenAsked(
  'change-members',
  async () => (await import('./change-members.tsx')).ChangeMembers,
);
const RevokeInvitation = openedWhenAsked(
  'revoke-invitation',
  async () => (await import('#console/sent-invitations/revoke-invitation.tsx')).RevokeInvitation,
);

/** Singular and plural of the rows. */
const counted = {
  active: ['member', 'members'],
  invited: ['pending invitation', 'pending invitations'],
  all: ['person', 'people'],
} as const;

const NothingFound = ({ status, isFiltered }: { readonly status: MemberStatus; readonly isFiltered: boolean }) => {
  const { email, change } = useListFilters();
  if (!isFiltered) return <Text>{status === 'invited' ? 'No pending invitations.' : 'No members yet.'}</Text>;
  return (
    <Stack align="flex-start" gap="xs">
      <Text>No members match these filters.</Text>
      {email !== '' && (
        <Text size="sm">Search finds people by the beginning of their email or of a word in their name.</Text>
      )}
      <Button variant="default" onClick={() => change({ email: undefined, role: undefined, status: undefined })}>
        Clear filters
      </Button>
    </Stack>
  );
};

type Asked =
  | { readonly to: 'change' | 'remove'; readonly member: Member }
  | { readonly to: 'revoke'; readonly invitation: Invitation };

type MembersTabProps = {
  readonly organizationId: string;
  readonly isAdmin: boolean;
  readonly callerId: string;
};

/** Selected members, what to do with them, and selecting all that match the filters. */
const useSeveral = (organizationId: string, people: ReturnType<typeof usePeople>['people']) => {
  const { role, email, sort, order } = useListFilters();
  const selection = useMemberSelection(people);
  /** As selected when the dialog opened: a change takes members out of the list. */
  const [changing, setChanging] = useState<{ readonly kind: ChangeKind; readonly members: readonly Member[] }>();
  const selecting = useMutation({
    mutationFn: () => allMembers(organizationId, { role, search: email === '' ? undefined : email, sort, order }),
    onSuccess: (members) => selection.select(members),
  });
  return { ...selection, changing, setChanging, selecting };
};

type SeveralProps = {
  readonly organizationId: string;
  readonly several: ReturnType<typeof useSeveral>;
  readonly hasMore: boolean;
};

const Several = ({ organizationId, several, hasMore }: SeveralProps) => {
  const { selected, select, changing, setChanging, selecting } = several;
  return (
    <>
      {selected.length > 0 && (
        <MemberSelectionBar
          count={selected.length}
          onSelectAll={hasMore ? () => selecting.mutate() : undefined}
          isSelecting={selecting.isPending}
          onChange={(kind) => setChanging({ kind, members: selected })}
          onClear={() => select([])}
        />
      )}
      {changing && (
        <ChangeMembers
          organizationId={organizationId}
          {...changing}
          onDone={select}
          onClose={() => setChanging(undefined)}
        />
      )}
    </>
  );
};

/** Everyone in the organization, by address; for admins also who is invited to it. */
export const MembersTab = ({ organizationId, isAdmin, callerId }: MembersTabProps) => {
  const { people, status, isFiltered, list, look } = usePeople(organizationId, isAdmin);
  const { data: organization } = useQuery(organizationQuery(organizationId));
  const { change } = useListFilters();
  const [asked, setAsked] = useState<Asked>();
  const several = useSeveral(organizationId, people);
  const close = () => setAsked(undefined);
  const act = useCallbackRef((to: MemberAction, member: Member) =>
    to === 'history' ? change({ invitation: member.invitationId }) : setAsked({ to, member }),
  );
  const open = useCallbackRef(({ id }: Invitation) => change({ invitation: id }));
  const revoke = useCallback((invitation: Invitation) => setAsked({ to: 'revoke', invitation }), []);
  const total = status === 'active' && !isFiltered ? organization?.usage.members : undefined;
  return (
    <>
      <MemberFilters organizationId={organizationId} isAdmin={isAdmin} />
      {isAdmin && status === 'active' && (
        <>
          <PendingMatches organizationId={organizationId} />
          <Several organizationId={organizationId} several={several} hasMore={list.hasNextPage} />
        </>
      )}
      <PagesOf query={list}>
        {people.length === 0 && !list.hasNextPage ? (
          <NothingFound status={status} isFiltered={isFiltered} />
        ) : (
          <>
            <ListCount shown={people.length} hasMore={list.hasNextPage} total={total} of={counted[status]} />
            <MembersTable
              organizationId={organizationId}
              people={people}
              status={status}
              hasMore={list.hasNextPage}
              callerId={callerId}
              onAction={isAdmin ? act : undefined}
              chosen={several.chosen}
              onChoose={several.toggle}
              onChooseAll={(all) => several.select(all ? people.filter(isMember) : [])}
              onOpen={open}
              onRevoke={revoke}
              onLook={look}
            />
          </>
        )}
        <MoreInView query={list} rows={people.length} />
      </PagesOf>
      {asked?.to === 'change' && (
        <ChangeMember
          organizationId={organizationId}
          member={asked.member}
          isCaller={asked.member.userId === callerId}
          onClose={close}
        />
      )}
      {asked?.to === 'remove' && <RemoveMember organizationId={organizationId} member={asked.member} onClose={close} />}
      {asked?.to === 'revoke' && <RevokeInvitation invitation={asked.invitation} onClose={close} />}
    </>
  );
};
