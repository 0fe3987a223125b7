import { useQuery } from '@tanstack/react-query';
import { call } from '#console/api/call.ts';
import { MessagePage } from '#console/pages/message-page.tsx';
import { Opening } from '#console/pages/opening.tsx';
import { useSignedIn } from '#console/session/use-session.ts';
import { invitationOperations } from '#core/contract/operations/invitations.ts';
import { DeadLink } from './dead-link.tsx';
import { GoOn } from './go-on.tsx';

type UsedLinkProps = { readonly token: string; readonly error: unknown; readonly onRetry: () => void };

/**
 * The page of a link that was used. Accepting again changes nothing, and succeeds only for the person who accepted and is
 * still a member.
 */
export const UsedLink = ({ token, error, onRetry }: UsedLinkProps) => {
  const signedIn = useSignedIn();
  const own = useQuery({
    queryKey: ['used', token],
    queryFn: () => call(invitationOperations.acceptInvitation, { body: { token } }),
    enabled: signedIn === true,
    retry: false,
  });
  if (signedIn === undefined || own.isLoading) return <Opening />;
  if (!own.data) return <DeadLink token={token} error={error} onRetry={onRetry} />;
  const { organization } = own.data;
  return (
    <MessagePage title={`You’re a member of ${organization.name}`} actions={<GoOn main organization={organization} />}>
      You’ve already accepted this invitation. You’re all set.
    </MessagePage>
  );
};
