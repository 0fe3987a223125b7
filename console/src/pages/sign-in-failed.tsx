import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { waitingToken } from '#console/invitation/invitation-link.ts';
import { MessagePage } from './message-page.tsx';

export const SignInFailed = () => (
  <MessagePage
    title="You are not signed in"
    actions={
      <Button component={Link} to={waitingToken() ? '/invitation' : '/'}>
        {waitingToken() ? 'Back to the invitation' : 'Try again'}
      </Button>
    }
  >
    The sign-in was cancelled, or it took too long.
  </MessagePage>
);
