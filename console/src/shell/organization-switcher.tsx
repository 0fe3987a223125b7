import { Badge, Button, Menu, VisuallyHidden } from '@mantine/core';
import { useLocation, useNavigate } from 'react-router';
import type * as z from 'zod/mini';
import type { me as meSchema } from '#core/contract/organization.ts';
import { roleWords } from '../members/role-words.ts';
import { sectionIn } from './section-in.ts';

type OrganizationSwitcherProps = { readonly me: z.infer<typeof meSchema>; readonly organizationId: string };

/** How many invitations this person has, seen and heard without opening the menu. */
const Waiting = ({ count }: { readonly count: number }) =>
  count > 0 && (
    <>
      <Badge circle aria-hidden="true" ml="xs">
        {count}
      </Badge>
      <VisuallyHidden>, {count === 1 ? '1 pending invitation' : `${count} pending invitations`}</VisuallyHidden>
    </>
  );

/** In front of the organization that is open. The others leave room for it. */
const Mark = ({ shown }: { readonly shown: boolean }) => (
  <span aria-hidden="true" style={{ visibility: shown ? 'visible' : 'hidden' }}>
    ✓
  </span>
);

/** The organization that is open, and the way to the others and to what one is invited to. */
export const OrganizationSwitcher = ({ me, organizationId }: OrganizationSwitcherProps) => {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const current = me.organizations.find(({ id }) => id === organizationId);
  return (
    <Menu position="bottom-start" width={320} shadow="md" withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          variant="subtle"
          px="xs"
          miw={0}
          color="gray"
          c="var(--mantine-color-text)"
          rightSection={<span aria-hidden="true">▾</span>}
        >
          <span className="one-line">{current?.name}</span>
          <Waiting count={me.invitations.length} />
          <VisuallyHidden>, switch organization</VisuallyHidden>
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="70vh" maw="calc(100vw - 2.5rem)" style={{ overflowY: 'auto' }}>
        <Menu.Label>Organizations</Menu.Label>
        {me.organizations.map(({ id, name, role }) => (
          <Menu.Item
            key={id}
            className="wraps-anywhere"
            onClick={() => void navigate(sectionIn(id, role, pathname))}
            aria-current={id === organizationId}
            leftSection={<Mark shown={id === organizationId} />}
            rightSection={roleWords[role].name}
          >
            {name}
          </Menu.Item>
        ))}
        {me.invitations.length > 0 && <Menu.Label>Invitations</Menu.Label>}
        {me.invitations.map(({ id, organizationName }) => (
          <Menu.Item
            key={id}
            className="wraps-anywhere"
            leftSection={<Mark shown={false} />}
            onClick={() => void navigate('/open-invitations')}
          >
            {organizationName} · View invitation
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};
