import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isProblem } from '#console/api/api-problem.ts';
import { call } from '#console/api/call.ts';
import { Opening } from '#console/pages/opening.tsx';
import { useSignedIn } from '#console/session/use-session.ts';
import { invitationOperations } from '#core/contract/operations/invitations.ts';
import { useAcceptance } from './accept.ts';
import { DeadLink, isEnding } from './dead-link.tsx';
import { linkIsDamaged, takeAcceptance, takeInvitationLink, waitingToken } from './invitation-link.ts';
import { NoLink } from './no-link.tsx';
import { Offer } from './offer.tsx';
import { UsedLink } from './used-link.tsx';

const waitingLink = () => ({ token: waitingToken(), damaged: linkIsDamaged() });

/** The link of this tab's invitation; another one pasted into the address bar takes its place. */
const useLink = () => {
  const [link, setLink] = useState(waitingLink);
  useEffect(() => {
    const take = () => {
      takeInvitationLink();
      setLink(waitingLink());
    };
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, []);
  return link;
};

const OfferOf = ({ token }: { readonly token: string }) => {
  const preview = useQuery({
    queryKey: ['preview', token],
    queryFn: () => call(invitationOperations.previewInvitation, { body: { token } }),
    staleTime: 0,
  });
  const signedIn = useSignedIn();
  const acceptance = useAcceptance();
  const { mutate } = acceptance;
  useEffect(() => {
    // Pressed before the sign-in, done after it.
    if (signedIn && takeAcceptance()) mutate({ token });
  }, [signedIn, mutate, token]);
  if (isEnding(acceptance.error)) return <DeadLink token={token} error={acceptance.error} onRetry={acceptance.reset} />;
  if (isProblem(preview.error, 'invitation_accepted') && acceptance.isIdle)
    return <UsedLink token={token} error={preview.error} onRetry={() => void preview.refetch()} />;
  if (preview.error && !preview.data && !acceptance.isPending)
    return <DeadLink token={token} error={preview.error} onRetry={() => void preview.refetch()} />;
  if (!preview.data || signedIn === undefined) return <Opening />;
  return (
    <Offer
      preview={preview.data}
      token={token}
      signedIn={signedIn}
      accepting={acceptance.isPending || acceptance.isSuccess}
      error={acceptance.error}
      onAccept={() => mutate({ token })}
    />
  );
};

/** Shows the invitation and its inviter. Opening the page changes nothing; a button accepts. */
export const InvitationPage = () => {
  const { token, damaged } = useLink();
  return token === undefined ? <NoLink damaged={damaged} /> : <OfferOf key={token} token={token} />;
};
