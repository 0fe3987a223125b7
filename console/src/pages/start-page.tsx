import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Navigate } from 'react-router';
import { meQuery } from '#console/api/queries.ts';
import { lastOrganization } from '#console/shell/last-organization.ts';
import { MessagePage } from './message-page.tsx';
import { Opening } from './opening.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { SignOutButton } from './sign-out-button.tsx';

/** Opens the organization used last; who is in none sees what to do. */
export const StartPage = () => {
  const { data: me, error, refetch } = useQuery(meQuery());
  if (error)
    return (
      <MessagePage title="Your organizations did not load" actions={<SignOutButton />}>
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      </MessagePage>
    );
  if (!me) return <Opening />;
  const organization = me.organizations.find(({ id }) => id === lastOrganization()) ?? me.organizations[0];
  if (organization) return <Navigate replace to={`/organizations/${organization.id}`} />;
  if (me.invitations.length > 0) return <Navigate replace to="/open-invitations" />;
  return (
    <MessagePage title="You are in no organization yet" actions={<SignOutButton />}>
      <Stack gap="xs">
        <span>
          You are signed in as <strong>{me.user.email}</strong>, and no open invitation is for this address.
        </span>
        <span>Ask an admin of your organization to invite it, or sign out and use another Google account.</span>
      </Stack>
    </MessagePage>
  );
};
