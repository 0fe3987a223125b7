import { Button, Group } from '@mantine/core';
import { Link, useLocation } from 'react-router';
import { beginSignIn } from '#console/session/session.ts';
import { MessagePage } from './message-page.tsx';

/** An organization that isn't there, or that the person isn't in (any more). Which of both is nobody else's business. */
export const NotAMember = ({ email }: { readonly email: string }) => {
  const { pathname } = useLocation();
  return (
    <MessagePage
      title="You are not in this organization"
      actions={
        <Group>
          <Button component={Link} to="/">
            Go to my organizations
          </Button>
          <Button
            variant="default"
            onClick={() => void beginSignIn({ returnTo: pathname, accept: false }, { chooseAccount: true })}
          >
            Switch account
          </Button>
        </Group>
      }
    >
      You are signed in as <strong>{email}</strong>, and this account is not a member: it may have been removed, or the
      address of the page is wrong. If you belong here, ask an admin of the organization for an invitation.
    </MessagePage>
  );
};
