import { Button, Group } from '@mantine/core';
import { Link, useLocation } from 'react-router';
import { MessagePage } from './message-page.tsx';
import { SwitchAccountButton } from './switch-account-button.tsx';

/** The page for an unknown organization, or one that the person isn't a member of. It doesn't reveal which. */
export const NotAMember = ({ email }: { readonly email: string }) => {
  const { pathname } = useLocation();
  return (
    <MessagePage
      title="You don’t have access to this organization"
      actions={
        <Group>
          <Button component={Link} to="/">
            Go to my organizations
          </Button>
          <SwitchAccountButton to={{ returnTo: pathname, accept: false }} />
        </Group>
      }
    >
      You’re signed in as <strong>{email}</strong>. This account isn’t a member. You may have been removed, or the link
      may be wrong. To get access, ask an admin to invite you.
    </MessagePage>
  );
};
