import { Button } from '@mantine/core';
import { Link, useRouteError } from 'react-router';
import { waitingToken } from '#console/invitation/invitation-link.ts';
import { whySignInFailed } from '#console/session/sign-in.ts';
import { MessagePage } from './message-page.tsx';

const reasons = {
  canceled: 'You canceled the sign-in. Nothing has changed.',
  refused: 'Something went wrong on our side. Try again in a moment.',
  lost: 'It took too long, or began in another tab.',
} as const;

export const SignInFailed = () => {
  const invited = waitingToken() !== undefined;
  return (
    <MessagePage
      title="You’re not signed in"
      actions={
        <Button component={Link} to={invited ? '/invitation' : '/'}>
          {invited ? 'Back to the invitation' : 'Try again'}
        </Button>
      }
    >
      {reasons[whySignInFailed(useRouteError())]}
    </MessagePage>
  );
};
