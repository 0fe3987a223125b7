import { Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Navigate } from 'react-router';
import { meQuery } from '#console/api/queries.ts';
import { lastOrganization } from '#console/shell/last-organization.ts';
import { MessagePage } from './message-page.tsx';
import { Opening } from './opening.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { isSignInOld, SignInAgain } from './sign-in-again.tsx';
import { SignOutButton } from './sign-out-button.tsx';
import { SwitchAccountButton } from './switch-account-button.tsx';

/** Opens the organization used last; a person in none sees what to do. */
export const StartPage = () => {
  const { data: me, error, refetch } = useQuery(meQuery());
  if (error && !me)
    return (
      <MessagePage title="We couldn’t load your organizations" actions={<SignOutButton />}>
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      </MessagePage>
    );
  if (!me) return <Opening />;
  const organization = me.organizations.find(({ id }) => id === lastOrganization()) ?? me.organizations[0];
  if (organization) return <Navigate replace to={`/organizations/${organization.id}`} />;
  if (me.invitations.length > 0) return <Navigate replace to="/open-invitations" />;
  if (isSignInOld(me.user)) return <SignInAgain email={me.user.email} returnTo="/" />;
  return (
    <MessagePage
      title="You’re not in an organization yet"
      actions={
        <Group>
          <SwitchAccountButton main to={{ returnTo: '/', accept: false }} />
          <SignOutButton />
        </Group>
      }
    >
      <Stack gap="xs">
        <span>
          You’re signed in as <strong>{me.user.email}</strong>, and there are no invitations for this address.
        </span>
        <span>Ask an admin to invite you, or switch to the Google account that was invited.</span>
      </Stack>
    </MessagePage>
  );
};
