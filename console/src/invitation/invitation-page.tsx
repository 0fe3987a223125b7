import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isProblem } from '#console/api/api-problem.ts';
import { call } from '#console/api/call.ts';
import { meQuery } from '#console/api/queries.ts';
import { Opening } from '#console/pages/opening.tsx';
import { useSignedIn } from '#console/session/use-session.ts';
import { invitationOperations } from '#core/contract/operations/invitations.ts';
import { useAcceptance } from './accept.ts';
import { DeadLink, isEnding } from './dead-link.tsx';
import { takeAcceptance, takeInvitationLink, waitingToken } from './invitation-link.ts';
import { NoLink } from './no-link.tsx';
import { Offer } from './offer.tsx';
import { UsedLink } from './used-link.tsx';

/** The token of this tab's invitation; another link pasted into the address bar takes its place. */
const useToken = (): string | undefined => {
  const [token, setToken] = useState(waitingToken);
  useEffect(() => {
    const take = () => {
      takeInvitationLink();
      setToken(waitingToken());
    };
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, []);
  return token;
};

/** Where the organization of this name is, for someone who is in it. */
const useOwnOrganization = (name: string | undefined, signedIn: boolean): string | undefined => {
  const { data: me } = useQuery({ ...meQuery(), enabled: signedIn });
  const found = me?.organizations.filter((organization) => organization.name === name) ?? [];
  return found.length === 1 ? `/organizations/${found[0]?.id}` : undefined;
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
  const opens = useOwnOrganization(preview.data?.organizationName, signedIn === true);
  useEffect(() => {
    // Pressed before the sign-in, done after it.
    if (signedIn && takeAcceptance()) mutate({ token });
  }, [signedIn, mutate, token]);
  if (isEnding(acceptance.error))
    return <DeadLink error={acceptance.error} onRetry={acceptance.reset} {...(opens !== undefined && { opens })} />;
  if (isProblem(preview.error, 'invitation_accepted') && acceptance.isIdle)
    return <UsedLink token={token} error={preview.error} onRetry={() => void preview.refetch()} />;
  if (preview.error && !preview.data && !acceptance.isPending)
    return <DeadLink error={preview.error} onRetry={() => void preview.refetch()} />;
  if (!preview.data || signedIn === undefined) return <Opening />;
  return (
    <Offer
      preview={preview.data}
      link={`${window.location.origin}/invitation#${token}`}
      signedIn={signedIn}
      accepting={acceptance.isPending || acceptance.isSuccess}
      error={acceptance.error}
      onAccept={() => mutate({ token })}
    />
  );
};

/** Who is invited by whom to what. Opening it changes nothing: to accept is a button. */
export const InvitationPage = () => {
  const token = useToken();
  return token === undefined ? <NoLink /> : <OfferOf key={token} token={token} />;
};
