import { Alert } from '@mantine/core';
import { canStore } from '#console/session/browser-storage.ts';
import { beginSignIn, type Journey } from '#console/session/sign-in.ts';
import { GoogleButton } from './google-button.tsx';

type SignInButtonProps = { readonly children: string; readonly to: Journey };

/** Leaves for Google. Says what to do where the browser would forget the person on the way back. */
export const SignInButton = ({ children, to }: SignInButtonProps) =>
  canStore() ? (
    <GoogleButton onClick={() => void beginSignIn(to)}>{children}</GoogleButton>
  ) : (
    <Alert color="yellow" role="alert" title="Allow this site to store data">
      Your browser blocks cookies and site data here, or has no space left, so signing in can’t work. Allow them for
      this site in your browser’s settings, then reload the page.
    </Alert>
  );
