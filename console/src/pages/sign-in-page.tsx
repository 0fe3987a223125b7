import { Button } from '@mantine/core';
import { useLocation } from 'react-router';
import { insideAnotherApp, OtherBrowserHint } from '#console/invitation/other-browser-hint.tsx';
import { beginSignIn, sessionHasEnded } from '#console/session/session.ts';
import { MessagePage } from './message-page.tsx';

/** Asks to sign in, and comes back to the page that was asked for. */
export const SignInPage = () => {
  const { pathname, search } = useLocation();
  const ended = sessionHasEnded();
  return (
    <MessagePage
      title={ended ? 'You have been signed out' : 'Sign in'}
      actions={
        <>
          <OtherBrowserHint link={window.location.href} />
          <Button
            size="md"
            variant={insideAnotherApp() ? 'default' : 'filled'}
            onClick={() => void beginSignIn({ returnTo: pathname + search, accept: false })}
          >
            {ended ? 'Sign in again' : 'Sign in with Google'}
          </Button>
        </>
      }
    >
      {ended
        ? 'Your session is over, or you signed out in another tab. Sign in again to go on where you were.'
        : 'Use the Google account of the address that your invitation came to.'}
    </MessagePage>
  );
};
