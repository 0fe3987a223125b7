import { Group, Stack } from '@mantine/core';
import { MessagePage } from '#console/pages/message-page.tsx';
import { SignInButton } from '#console/pages/sign-in-button.tsx';
import { useSignedIn } from '#console/session/use-session.ts';
import { GoOn } from './go-on.tsx';
import { OtherInvitations } from './other-invitations.tsx';

/**
 * The page without a token: opened by hand, or again after the invitation was accepted. `damaged`: there was a link, and
 * no whole token in it.
 */
export const NoLink = ({ damaged }: { readonly damaged: boolean }) => {
  const signedIn = useSignedIn();
  return (
    <MessagePage
      title="Open your invitation again"
      actions={
        signedIn ? (
          <Group>
            <GoOn />
          </Group>
        ) : (
          <SignInButton to={{ returnTo: '/', accept: false }}>Sign in with Google</SignInButton>
        )
      }
    >
      <Stack gap="sm">
        <span>
          {damaged && 'This link isn’t complete, or something was added to it. '}
          Use the button in the invitation email, or copy the whole link below it.
        </span>
        {signedIn ? <OtherInvitations /> : <span>Already accepted? Sign in to go to your organization.</span>}
      </Stack>
    </MessagePage>
  );
};
