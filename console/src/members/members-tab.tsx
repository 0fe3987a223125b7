import { Button, Group, Stack, Text } from '@mantine/core';
import { useCallbackRef } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { organizationQuery } from '#console/api/queries.ts';
import { openedWhenAsked } from '#console/dialogs/opened-when-asked.tsx';
import { ListCount } from '#console/ui/list-count.tsx';
import { MoreInView } from '#console/ui/more-in-view.tsx';
import type { Invitation } from '#core/contract/invitation.ts';
import type { Member } from '#core/contract/organization.ts';
import { Choice } from './choice.tsx';
import { type MemberStatus, useListFilters } from './list-filters.ts';
import type { MemberAction } from './member-menu.tsx';
import { MembersTable } from './members-table.tsx';
import { PagesOf } from './pages-of.tsx';
import { roleWords } from './role-words.ts';
import { SearchByEmail } from './search-by-email.tsx';
import { usePeople } from './use-people.ts';

const ChangeMember = openedWhenAsked('change-member', async () => (await import('./change-member.tsx')).ChangeMember);
const RemoveMember = openedWhenAsked('remove-member', async () => (await import('./remove-member.tsx')).RemoveMember);
const RevokeInvitation = openedWhenAsked(
  'revoke-invitation',
  async () => (await import('#console/sent-invitations/revoke-invitation.tsx')).RevokeInvitation,
);

const statuses: Readonly<Record<MemberStatus, string>> = { active: 'Active', invited: 'Invited', all: 'All' };
/** Singular and plural of the rows. */
const counted = {
  active: ['member', 'members'],
  invited: ['pending invitation', 'pending invitations'],
  all: ['person', 'people'],
} as const;

const roles = {
  any: 'All roles',
  admin: roleWords.admin.name,
  user: roleWords.user.name,
  viewer: roleWords.viewer.name,
};

const Filters = ({ isAdmin }: { readonly isAdmin: boolean }) => {
  const { memberStatus, role, email, change } = useListFilters();
  return (
    <Group align="flex-start" mb="sm">
      <SearchByEmail
        value={email}
        onChange={(value) => change({ email: value }, true)}
        placeholder="Beginning of an email"
      />
      {isAdmin && (
        <Choice
          label="Status"
          options={statuses}
          value={memberStatus}
          onChange={(value) => change({ status: value === 'active' ? undefined : value })}
        />
      )}
      <Choice
        label="Role"
        options={roles}
        value={role ?? 'any'}
        onChange={(value) => change({ role: value === 'any' ? undefined : value })}
      />
    </Group>
  );
};

const NothingFound = ({ status, isFiltered }: { readonly status: MemberStatus; readonly isFiltered: boolean }) => {
  const { email, change } = useListFilters();
  if (!isFiltered) return <Text>{status === 'invited' ? 'No pending invitations.' : 'No members yet.'}</Text>;
  return (
    <Stack align="flex-start" gap="xs">
      <Text>No members match these filters.</Text>
      {email !== '' && <Text size="sm">Search finds people by the beginning of their email.</Text>}
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

/** Everyone in the organization, by address; for admins also who is invited to it. */
export const MembersTab = ({ organizationId, isAdmin, callerId }: MembersTabProps) => {
  const { people, status, isFiltered, list, look } = usePeople(organizationId, isAdmin);
  const { data: organization } = useQuery(organizationQuery(organizationId));
  const { change } = useListFilters();
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const act = useCallbackRef((to: MemberAction, member: Member) =>
    to === 'history' ? change({ invitation: member.invitationId }) : setAsked({ to, member }),
  );
  const open = useCallbackRef(({ id }: Invitation) => change({ invitation: id }));
  const revoke = useCallback((invitation: Invitation) => setAsked({ to: 'revoke', invitation }), []);
  const total = status === 'active' && !isFiltered ? organization?.usage.members : undefined;
  return (
    <>
      <Filters isAdmin={isAdmin} />
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
