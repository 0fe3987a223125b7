import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { meQuery } from '#console/api/queries.ts';
import { useSignedIn } from '#console/session/use-session.ts';
import { OpenInvitations } from './open-invitations.tsx';

/** Invitations that the person can accept instead of the one whose link leads nowhere. Nothing where there are none. */
export const OtherInvitations = () => {
  const { data: me } = useQuery({ ...meQuery(), enabled: useSignedIn() === true });
  if (!me || me.invitations.length === 0) return null;
  return (
    <Stack gap="xs">
      <Text component="h2" fw={600}>
        Your pending invitations
      </Text>
      <OpenInvitations invitations={me.invitations} />
    </Stack>
  );
};
