import { Button } from '@mantine/core';
import { useLocation } from 'react-router';
import { beginSignIn } from '../session/session.ts';
import { MessagePage } from './message-page.tsx';

/** Asks to sign in, and comes back to the page that was asked for. */
export const SignInPage = () => {
  const { pathname, search } = useLocation();
  return (
    <MessagePage
      title="Sign in"
      actions={
        <Button size="md" onClick={() => void beginSignIn({ returnTo: pathname + search, accept: false })}>
          Sign in with Google
        </Button>
      }
    >
      Use the Google account of the address that your invitation came to.
    </MessagePage>
  );
};
