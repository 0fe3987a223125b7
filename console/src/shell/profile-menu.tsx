import { Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type * as z from 'zod/mini';
import { openedWhenAsked } from '#console/dialogs/opened-when-asked.tsx';
import { signOut } from '#console/session/sign-in.ts';
import { Picture } from '#console/ui/picture.tsx';
import { readableEmail } from '#console/ui/readable-address.ts';
import type { me } from '#core/contract/organization.ts';

const LeaveOrganization = openedWhenAsked(
  'leave-organization',
  async () => (await import('./leave-organization.tsx')).LeaveOrganization,
);

const schemes = { light: 'Light', dark: 'Dark', auto: 'System' } as const;
const schemeNames = ['light', 'dark', 'auto'] as const;

const Appearance = () => {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return schemeNames.map((name) => (
    <Menu.RadioItem key={name} value={name} checked={name === colorScheme} onChange={() => setColorScheme(name)}>
      {schemes[name]}
    </Menu.RadioItem>
  ));
};

type ProfileMenuProps = {
  readonly user: z.infer<typeof me>['user'];
  readonly organization: z.infer<typeof me>['organizations'][number] | undefined;
};

/** The account that is signed in, the appearance, and the ways out. */
export const ProfileMenu = ({ user, organization }: ProfileMenuProps) => {
  const [leaving, leave] = useDisclosure();
  return (
    <>
      <Menu position="bottom-end" width={260} shadow="md" withinPortal={false} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <UnstyledButton aria-label={`Account menu for ${user.name}`}>
            <Picture src={user.pictureUrl} name={user.name} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Text size="sm" fw={600} px="sm" pt="xs" className="wraps-anywhere">
            {user.name}
          </Text>
          <Text size="sm" c="dimmed" px="sm" pb="xs" className="wraps-anywhere">
            {readableEmail(user.email)}
          </Text>
          <Menu.Divider />
          <Menu.Label>Appearance</Menu.Label>
          <Appearance />
          <Menu.Divider />
          {organization && <Menu.Item onClick={leave.open}>Leave organization</Menu.Item>}
          <Menu.Item onClick={() => void signOut()}>Sign out</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {leaving && organization && (
        <LeaveOrganization organization={organization} userId={user.id} onClose={leave.close} />
      )}
    </>
  );
};
