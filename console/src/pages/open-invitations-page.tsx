import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { meQuery } from '#console/api/queries.ts';
import { OpenInvitations } from '#console/invitation/open-invitations.tsx';
import { AccountLine } from './account-line.tsx';
import { MessagePage } from './message-page.tsx';
import { Opening } from './opening.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { isSignInOld, SignInAgain } from './sign-in-again.tsx';
import { SignOutButton } from './sign-out-button.tsx';
import { SwitchAccountButton } from './switch-account-button.tsx';

const here = { returnTo: '/open-invitations', accept: false };

/** The invitations that wait for the person who is signed in: by whom, to what, until when. */
export const OpenInvitationsPage = () => {
  const { data: me, error, refetch } = useQuery(meQuery());
  if (error && !me)
    return (
      <MessagePage title="We couldn’t load your invitations" actions={<SignOutButton />}>
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      </MessagePage>
    );
  if (!me) return <Opening />;
  if (me.invitations.length === 0 && isSignInOld(me.user))
    return <SignInAgain email={me.user.email} returnTo={here.returnTo} />;
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
      <MessagePage
        title="No pending invitations"
        actions={
          <Group>
            {goOn}
            <SwitchAccountButton to={here} />
          </Group>
        }
      >
        You’re signed in as <strong>{me.user.email}</strong>. Invitations to this address are listed here.
      </MessagePage>
    );
  return (
    <MessagePage
      title="You’re invited"
      actions={
        <>
          <AccountLine email={me.user.email} to={here} />
          <Group>{goOn}</Group>
        </>
      }
    >
      <OpenInvitations invitations={me.invitations} />
    </MessagePage>
  );
};
