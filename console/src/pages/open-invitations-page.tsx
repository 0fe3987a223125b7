import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { meQuery } from '#console/api/queries.ts';
import { OpenInvitations } from '#console/invitation/open-invitations.tsx';
import { MessagePage } from './message-page.tsx';
import { Opening } from './opening.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { SignOutButton } from './sign-out-button.tsx';

/** The invitations that wait for the person who is signed in: by whom, to what, until when. */
export const OpenInvitationsPage = () => {
  const { data: me, error, refetch } = useQuery(meQuery());
  if (error && !me)
    return (
      <MessagePage title="Your invitations did not load" actions={<SignOutButton />}>
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      </MessagePage>
    );
  if (!me) return <Opening />;
  const goOn =
    me.organizations.length > 0 ? (
      <Button component={Link} to="/" variant="default">
        Go to my organizations
      </Button>
    ) : (
      <SignOutButton />
    );
  if (me.invitations.length === 0)
    return (
      <MessagePage title="No invitation waits for you" actions={goOn}>
        You are signed in as <strong>{me.user.email}</strong>. Invitations to this address are listed here.
      </MessagePage>
    );
  return (
    <MessagePage title="You are invited" actions={goOn}>
      <OpenInvitations invitations={me.invitations} />
    </MessagePage>
  );
};
