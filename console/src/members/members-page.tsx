import { Button, Group, Tabs, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { meQuery, organizationQuery } from '#console/api/queries.ts';
import { useInviteAddress } from '#console/dialogs/invite-address.ts';
import { openedWhenAsked } from '#console/dialogs/opened-when-asked.tsx';
import type { Draft } from '#console/invite/draft.ts';
import { keptInvitations } from '#console/invite/kept-draft.ts';
import { usePendingCount } from '#console/sent-invitations/use-pending-count.ts';
import { useListFilters } from '#console/ui/list-filters.ts';
import { WaitingList } from '#console/ui/pages-of.tsx';
import { fetchedTab } from './fetched-tab.tsx';
import { TabCount } from './tab-count.tsx';

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

type TabNamesProps = { readonly organizationId: string };

const TabNames = ({ organizationId }: TabNamesProps) => {
  const { data: organization } = useQuery(organizationQuery(organizationId));
  const pending = usePendingCount(organizationId);
  return (
    <Tabs.List mb="md">
      <Tabs.Tab
        value="members"
        px="sm"
        rightSection={<TabCount count={organization?.usage.members.toLocaleString('en-US')} />}
      >
        Members
      </Tabs.Tab>
      <Tabs.Tab value="pending" px="sm" rightSection={<TabCount count={pending} />}>
        Pending Invitations
      </Tabs.Tab>
    </Tabs.List>
  );
};

/** The invite dialog: open while the address says so, and again with what was entered before a reload or a new sign-in. */
const useInviting = (organizationId: string) => {
  const { inviting, open, close } = useInviteAddress();
  const [start, setStart] = useState<Partial<Draft>>(() => keptInvitations(organizationId) ?? {});
  const [reopens, setReopens] = useState(() => !inviting && keptInvitations(organizationId) !== undefined);
  useEffect(() => {
    if (reopens) open();
    setReopens(false);
  }, [reopens, open]);
  const invite = (draft: Partial<Draft> = {}) => {
    setStart(draft);
    open();
  };
  return { start, inviting, invite, closeInvite: close };
};

/** Settings → Members. Invitations are for admins. */
export const MembersPage = () => {
  const { organizationId = '', tab } = useParams();
  const navigate = useNavigate();
  const { data: me } = useQuery(meQuery());
  const { opened, change } = useListFilters();
  const { start, inviting, invite, closeInvite } = useInviting(organizationId);
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
        {isAdmin && <Button onClick={() => invite()}>Invite Members</Button>}
      </Group>
      {isAdmin ? (
        <Tabs
          value={tab === 'pending' ? 'pending' : 'members'}
          onChange={(value) => void navigate(value === 'pending' ? `${here}/pending` : here)}
          keepMounted={false}
        >
          <TabNames organizationId={organizationId} />
          <Tabs.Panel value="members">{members}</Tabs.Panel>
          <Tabs.Panel value="pending">
            <PendingTab organizationId={organizationId} onInvite={invite} />
          </Tabs.Panel>
        </Tabs>
      ) : (
        members
      )}
      {isAdmin && opened !== null && (
        <InvitationHistory
          organizationId={organizationId}
          invitationId={opened}
          onInvite={invite}
          onClose={() => change({ invitation: undefined })}
        />
      )}
      {isAdmin && inviting && <InviteMembers organizationId={organizationId} start={start} onClose={closeInvite} />}
    </>
  );
};
