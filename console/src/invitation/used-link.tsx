import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { call } from '#console/api/call.ts';
import { MessagePage } from '#console/pages/message-page.tsx';
import { Opening } from '#console/pages/opening.tsx';
import { useSignedIn } from '#console/session/use-session.ts';
import { invitationOperations } from '#core/contract/operations/invitations.ts';
import { DeadLink } from './dead-link.tsx';

type UsedLinkProps = { readonly token: string; readonly error: unknown; readonly onRetry: () => void };

/** The page of a link that was used. Who used it, and is still a member, is told so: to accept again what was accepted changes nothing, and answers them alone. */
export const UsedLink = ({ token, error, onRetry }: UsedLinkProps) => {
  const signedIn = useSignedIn();
  const own = useQuery({
    queryKey: ['used', token],
    queryFn: () => call(invitationOperations.acceptInvitation, { body: { token } }),
    enabled: signedIn === true,
    retry: false,
  });
  if (signedIn === undefined || own.isLoading) return <Opening />;
  if (!own.data) return <DeadLink error={error} onRetry={onRetry} />;
  const { id, name } = own.data.organization;
  return (
    <MessagePage
      title={`You are a member of ${name}`}
      actions={
        <Button component={Link} to={`/organizations/${id}`}>
          Open {name}
        </Button>
      }
    >
      You have accepted this invitation already. There is nothing left to do.
    </MessagePage>
  );
};
