import { Badge, Button, Menu, Text, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate } from 'react-router';
import type * as z from 'zod/mini';
import { organizationQuery } from '#console/api/queries.ts';
import { roleWords } from '#console/roles-and-teams/role-words.ts';
import type { me as meSchema } from '#core/contract/organization.ts';
import classes from './organization-switcher.module.css';
import { sectionIn } from './section-in.ts';

type Me = z.infer<typeof meSchema>;
type Organization = Me['organizations'][number];
type OrganizationSwitcherProps = { readonly me: Me; readonly organizationId: string };

/** Number of open invitations of this person, visible and announced without opening the menu. */
const Waiting = ({ count }: { readonly count: number }) =>
  count > 0 && (
    <>
      <Badge circle aria-hidden="true" ml="xs">
        {count}
      </Badge>
      <VisuallyHidden>
        , {count} pending {count === 1 ? 'invitation' : 'invitations'}
      </VisuallyHidden>
    </>
  );

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** Returns a hint that distinguishes an organization from others with the same name, at least by the end of its id. */
const Difference = ({ id }: { readonly id: string }) => {
  const { data } = useQuery(organizationQuery(id));
  const facts = data ? [counted(data.usage.members, 'member'), ...data.allowedEmailDomains.slice(0, 2)] : [];
  return (
    <Text component="span" size="xs" c="dimmed" display="block">
      {[...facts, `ID …${id.slice(-6)}`].join(' · ')}
    </Text>
  );
};

const useSwitch = () => {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return ({ id, role }: Organization) => void navigate(`/organizations/${id}${sectionIn(pathname, role)}`);
};

const Organizations = ({ me: { organizations }, organizationId }: OrganizationSwitcherProps) => {
  const open = useSwitch();
  const hasNamesake = ({ id, name }: Organization) =>
    organizations.some((other) => other.name === name && other.id !== id);
  return organizations.map((organization) => (
    <Menu.Item
      key={organization.id}
      onClick={() => open(organization)}
      aria-current={organization.id === organizationId}
      leftSection={organization.id === organizationId ? '✓' : ' '}
      rightSection={roleWords[organization.role].name}
      classNames={{ itemLabel: classes.name ?? '' }}
    >
      {organization.name}
      {hasNamesake(organization) && <Difference id={organization.id} />}
    </Menu.Item>
  ));
};

/** The organization that is open, and the way to the others and to what one is invited to. */
export const OrganizationSwitcher = ({ me, organizationId }: OrganizationSwitcherProps) => {
  const navigate = useNavigate();
  const current = me.organizations.find(({ id }) => id === organizationId);
  return (
    <Menu position="bottom-start" width={280} shadow="md" withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          variant="subtle"
          px="xs"
          miw={0}
          color="gray"
          c="var(--mantine-color-text)"
          classNames={{ label: classes.current ?? '' }}
          rightSection={<span aria-hidden="true">▾</span>}
        >
          <VisuallyHidden>Organization: </VisuallyHidden>
          <span className={classes.currentName}>{current?.name}</span>
          <Waiting count={me.invitations.length} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu}>
        <Menu.Label>Organizations</Menu.Label>
        <Organizations me={me} organizationId={organizationId} />
        {me.invitations.length > 0 && <Menu.Label>Invitations</Menu.Label>}
        {me.invitations.map(({ id, organizationName }) => (
          <Menu.Item
            key={id}
            leftSection=" "
            classNames={{ itemLabel: classes.name ?? '' }}
            onClick={() => void navigate('/open-invitations')}
          >
            {organizationName} · View invitation
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};
