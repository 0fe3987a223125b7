import { Avatar, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import type * as z from 'zod/mini';
import type { me } from '#core/contract/organization.ts';
import { signOut } from '../session/session.ts';

const schemes = { light: 'Light', dark: 'Dark', auto: 'As the system' } as const;
const schemeNames = ['light', 'dark', 'auto'] as const;

/** Who is signed in, how it looks, and the way out. */
export const ProfileMenu = ({ user }: { readonly user: z.infer<typeof me>['user'] }) => {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="bottom-end" width={240} shadow="md">
      <Menu.Target>
        <UnstyledButton aria-label={`Profile of ${user.name}`}>
          <Avatar src={user.pictureUrl} name={user.name} alt="" imageProps={{ referrerPolicy: 'no-referrer' }} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Text size="sm" fw={600} px="sm" pt="xs">
          {user.name}
        </Text>
        <Text size="sm" c="dimmed" px="sm" pb="xs" className="wraps-anywhere">
          {user.email}
        </Text>
        <Menu.Divider />
        <Menu.Label>Appearance</Menu.Label>
        {schemeNames.map((name) => (
          <Menu.Item
            key={name}
            closeMenuOnClick={false}
            leftSection={name === colorScheme ? '✓' : ' '}
            onClick={() => setColorScheme(name)}
          >
            {schemes[name]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
