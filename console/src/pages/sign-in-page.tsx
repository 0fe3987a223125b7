import { useLocation } from 'react-router';
import { OtherBrowserHint } from '#console/invitation/other-browser-hint.tsx';
import { sessionHasEnded } from '#console/session/session.ts';
import { MessagePage } from './message-page.tsx';
import { SignInButton } from './sign-in-button.tsx';

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
          <SignInButton to={{ returnTo: pathname + search, accept: false }}>Sign in with Google</SignInButton>
        </>
      }
    >
      {ended
        ? 'Your session ended, or you signed out in another tab. Sign in to pick up where you left off.'
        : 'Use your work Google account. Invited? Use the account your invitation was sent to.'}
    </MessagePage>
  );
};
