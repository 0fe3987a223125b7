import { AppShell, Burger, Group, NavLink, Skeleton, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Outlet, NavLink as RouterNavLink, useParams } from 'react-router';
import { meQuery } from '../api/queries.ts';
import { NotFound } from '../pages/not-found.tsx';
import { ProblemAlert } from '../pages/problem-alert.tsx';
import { rememberOrganization } from './last-organization.ts';
import { OrganizationSwitcher } from './organization-switcher.tsx';
import { ProfileMenu } from './profile-menu.tsx';

const Sections = ({ organizationId, onChosen }: { readonly organizationId: string; readonly onChosen: () => void }) => (
  <Stack component="nav" aria-label="Main" gap={4}>
    <Text size="sm" fw={600} c="dimmed" px="sm">
      Settings
    </Text>
    <NavLink
      component={RouterNavLink}
      to={`/organizations/${organizationId}/settings/members`}
      label="Members"
      onClick={onChosen}
    />
  </Stack>
);

/** The frame of all pages of an organization. */
export const OrganizationShell = () => {
  const { organizationId = '' } = useParams();
  const { data: me, error, refetch } = useQuery(meQuery());
  const [open, menu] = useDisclosure();
  const isMember = me?.organizations.some(({ id }) => id === organizationId);
  useEffect(() => {
    if (isMember) rememberOrganization(organizationId);
  }, [isMember, organizationId]);
  if (me && !isMember) return <NotFound />;
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 240, breakpoint: 'sm', collapsed: { mobile: !open } }}
      padding={{ base: 'sm', sm: 'lg' }}
    >
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap" miw={0}>
            <Burger
              opened={open}
              onClick={menu.toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={open ? 'Close the menu' : 'Open the menu'}
            />
            {me ? <OrganizationSwitcher me={me} organizationId={organizationId} /> : <Skeleton h={28} w={140} />}
          </Group>
          {me && <ProfileMenu user={me.user} />}
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm">
        <Sections organizationId={organizationId} onChosen={menu.close} />
      </AppShell.Navbar>
      <AppShell.Main>
        {error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : <Outlet key={organizationId} />}
      </AppShell.Main>
    </AppShell>
  );
};
