import { Button } from '@mantine/core';
import { signOut } from '#console/session/session.ts';

export const SignOutButton = () => (
  <Button variant="default" onClick={() => void signOut()}>
    Sign out
  </Button>
);
