import { Button, Menu } from '@mantine/core';
import { useNavigate } from 'react-router';
import type * as z from 'zod/mini';
import type { me as meSchema } from '#core/contract/organization.ts';
import { roleWords } from '../members/role-words.ts';
import { OpenInvitationsItem } from './open-invitations-item.tsx';

type OrganizationSwitcherProps = { readonly me: z.infer<typeof meSchema>; readonly organizationId: string };

/** The organization that is open, and the way to the others. */
export const OrganizationSwitcher = ({ me, organizationId }: OrganizationSwitcherProps) => {
  const navigate = useNavigate();
  const current = me.organizations.find(({ id }) => id === organizationId);
  return (
    <Menu position="bottom-start" width={260} shadow="md" withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button variant="subtle" px="xs" miw={0} color="gray" c="var(--mantine-color-text)" rightSection="▾">
          {current?.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="70vh" style={{ overflowY: 'auto' }}>
        <Menu.Label>Organizations</Menu.Label>
        {me.organizations.map(({ id, name, role }) => (
          <Menu.Item
            key={id}
            onClick={() => void navigate(`/organizations/${id}`)}
            aria-current={id === organizationId}
            leftSection={id === organizationId ? '✓' : ' '}
            rightSection={roleWords[role].name}
          >
            {name}
          </Menu.Item>
        ))}
        {me.invitations.map((invitation) => (
          <OpenInvitationsItem key={invitation.id} invitation={invitation} />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};
