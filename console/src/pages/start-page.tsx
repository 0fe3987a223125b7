import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Navigate } from 'react-router';
import { meQuery } from '../api/queries.ts';
import { OpenInvitations } from '../invitation/open-invitations.tsx';
import { signOut } from '../session/session.ts';
import { lastOrganization } from '../shell/last-organization.ts';
import { MessagePage } from './message-page.tsx';
import { Opening } from './opening.tsx';
import { ProblemAlert } from './problem-alert.tsx';

const signOutButton = (
  <Button variant="default" onClick={() => void signOut()}>
    Sign out
  </Button>
);

/** Opens the organization used last; who is in none sees what to do. */
export const StartPage = () => {
  const { data: me, error, refetch } = useQuery(meQuery());
  if (error)
    return (
      <MessagePage title="Your organizations did not load" actions={signOutButton}>
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      </MessagePage>
    );
  if (!me) return <Opening />;
  const organization = me.organizations.find(({ id }) => id === lastOrganization()) ?? me.organizations[0];
  if (organization) return <Navigate replace to={`/organizations/${organization.id}`} />;
  if (me.invitations.length > 0)
    return (
      <MessagePage title="You are invited" actions={signOutButton}>
        <OpenInvitations invitations={me.invitations} />
      </MessagePage>
    );
  return (
    <MessagePage title="You are in no organization yet" actions={signOutButton}>
      <Stack gap="xs">
        <span>
          You are signed in as <strong>{me.user.email}</strong>, and no open invitation is for this address.
        </span>
        <span>Ask an admin of your organization to invite it, or sign out and use another Google account.</span>
      </Stack>
    </MessagePage>
  );
};
