import { Group } from '@mantine/core';
import { recentSignInSeconds } from '#core/contract/recent-sign-in.ts';
import { MessagePage } from './message-page.tsx';
import { SignInButton } from './sign-in-button.tsx';
import { SignOutButton } from './sign-out-button.tsx';

/** Returns true if the API may have left out invitations because the sign-in is too old. */
export const isSignInOld = ({ signedInAt }: { readonly signedInAt: string }): boolean =>
  Date.now() - Date.parse(signedInAt) > recentSignInSeconds * 1000;

/** In the place of an empty list of invitations, where the sign-in is too old to show any. */
export const SignInAgain = ({ email, returnTo }: { readonly email: string; readonly returnTo: string }) => (
  <MessagePage
    title="Sign in again to see your invitations"
    actions={
      <Group>
        <SignInButton to={{ returnTo, accept: false }}>Continue with Google</SignInButton>
        <SignOutButton />
      </Group>
    }
  >
    You’re signed in as <strong>{email}</strong>. Your invitations are shown for 12 hours after you sign in.
  </MessagePage>
);
