import { Badge, Button, Menu, VisuallyHidden } from '@mantine/core';
import { useNavigate } from 'react-router';
import type * as z from 'zod/mini';
import { roleWords } from '#console/members/role-words.ts';
import type { me as meSchema } from '#core/contract/organization.ts';

type OrganizationSwitcherProps = { readonly me: z.infer<typeof meSchema>; readonly organizationId: string };

/** How many invitations wait for this person, seen and heard without opening the menu. */
const Waiting = ({ count }: { readonly count: number }) =>
  count > 0 && (
    <>
      <Badge circle aria-hidden="true" ml="xs">
        {count}
      </Badge>
      <VisuallyHidden>
        , {count === 1 ? 'one invitation waits for you' : `${count} invitations wait for you`}
      </VisuallyHidden>
    </>
  );

/** The organization that is open, and the way to the others and to what one is invited to. */
export const OrganizationSwitcher = ({ me, organizationId }: OrganizationSwitcherProps) => {
  const navigate = useNavigate();
  const current = me.organizations.find(({ id }) => id === organizationId);
  return (
    <Menu position="bottom-start" width={260} shadow="md" withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          variant="subtle"
          px="xs"
          miw={0}
          color="gray"
          c="var(--mantine-color-text)"
          rightSection={<span aria-hidden="true">▾</span>}
        >
          {current?.name}
          <Waiting count={me.invitations.length} />
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
        {me.invitations.length > 0 && <Menu.Label>Invitations</Menu.Label>}
        {me.invitations.map(({ id, organizationName }) => (
          <Menu.Item key={id} leftSection=" " onClick={() => void navigate('/open-invitations')}>
            {organizationName}: see the invitation
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};
