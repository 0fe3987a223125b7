import { Button, Group, Tabs, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { meQuery } from '#console/api/queries.ts';
import { openedWhenAsked } from '#console/dialogs/opened-when-asked.tsx';
import type { Draft } from '#console/invite/draft.ts';
import { keptInvitations } from '#console/invite/kept-draft.ts';
import { fetchedTab } from './fetched-tab.tsx';
import { useListFilters } from './list-filters.ts';
import { WaitingList } from './pages-of.tsx';

const InviteMembers = openedWhenAsked(
  'invite-members',
  async () => (await import('#console/invite/invite-members.tsx')).InviteMembers,
);
const InvitationHistory = openedWhenAsked(
  'invitation-history',
  async () => (await import('#console/sent-invitations/invitation-history.tsx')).InvitationHistory,
);
const MembersTab = fetchedTab('members', async () => (await import('./members-tab.tsx')).MembersTab);
const PendingTab = fetchedTab(
  'pending-invitations',
  async () => (await import('#console/sent-invitations/pending-invitations.tsx')).PendingInvitations,
);

/** Settings → Members. Invitations are for admins. */
export const MembersPage = () => {
  const { organizationId = '', tab } = useParams();
  const navigate = useNavigate();
  const { data: me } = useQuery(meQuery());
  const { opened, change } = useListFilters();
  const [inviting, setInviting] = useState<Partial<Draft> | undefined>(() => keptInvitations(organizationId));
  // What someone may see is not guessed: an admin's link would show another list for a moment.
  if (!me) return <WaitingList />;
  const isAdmin = me.organizations.some(({ id, role }) => id === organizationId && role === 'admin');
  const here = `/organizations/${organizationId}/settings/members`;
  const members = <MembersTab organizationId={organizationId} isAdmin={isAdmin} callerId={me.user.id} />;
  return (
    <>
      <Group justify="space-between" mb="md">
        <Title order={1} size="h2">
          Members
        </Title>
        {isAdmin && <Button onClick={() => setInviting({})}>Invite Members</Button>}
      </Group>
      {isAdmin ? (
        <Tabs
          value={tab === 'pending' ? 'pending' : 'members'}
          onChange={(value) => void navigate(value === 'pending' ? `${here}/pending` : here)}
          keepMounted={false}
        >
          <Tabs.List mb="md">
            <Tabs.Tab value="members">Members</Tabs.Tab>
            <Tabs.Tab value="pending">Pending Invitations</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="members">{members}</Tabs.Panel>
          <Tabs.Panel value="pending">
            <PendingTab organizationId={organizationId} onInvite={setInviting} />
          </Tabs.Panel>
        </Tabs>
      ) : (
        members
      )}
      {isAdmin && opened !== null && (
        <InvitationHistory
          organizationId={organizationId}
          invitationId={opened}
          onInvite={setInviting}
          onClose={() => change('invitation', undefined)}
        />
      )}
      {isAdmin && inviting && (
        <InviteMembers organizationId={organizationId} start={inviting} onClose={() => setInviting(undefined)} />
      )}
    </>
  );
};
