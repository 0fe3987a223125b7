import { Button, Group, Tabs, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useNavigate, useParams } from 'react-router';
import { meQuery } from '../api/queries.ts';
import { MembersTable } from './members-table.tsx';
import { PendingInvitations } from './pending-invitations.tsx';

const InviteMembers = lazy(async () => ({ default: (await import('../invite/invite-members.tsx')).InviteMembers }));

/** Settings → Members. Invitations are for admins. */
export const MembersPage = () => {
  const { organizationId = '', tab } = useParams();
  const navigate = useNavigate();
  const { data: me } = useQuery(meQuery());
  const [inviting, invite] = useDisclosure();
  const isAdmin = me?.organizations.some(({ id, role }) => id === organizationId && role === 'admin') ?? false;
  const here = `/organizations/${organizationId}/settings/members`;
  return (
    <>
      <Group justify="space-between" mb="md">
        <Title order={1} size="h2">
          Members
        </Title>
        {isAdmin && <Button onClick={invite.open}>Invite Members</Button>}
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
          <Tabs.Panel value="members">
            <MembersTable organizationId={organizationId} />
          </Tabs.Panel>
          <Tabs.Panel value="pending">
            <PendingInvitations organizationId={organizationId} onInvite={invite.open} />
          </Tabs.Panel>
        </Tabs>
      ) : (
        <MembersTable organizationId={organizationId} />
      )}
      {inviting && (
        <Suspense>
          <InviteMembers organizationId={organizationId} onClose={invite.close} />
        </Suspense>
      )}
    </>
  );
};
