import { useIsFetching } from '@tanstack/react-query';
import { useEffect } from 'react';

/** What may be gone to or opened next. */
const fetchAll = () => {
  const parts = [
    import('../members/members-page.tsx'),
    import('../teams/teams-page.tsx'),
    import('../organization/organization-page.tsx'),
    import('../audit-log/audit-log-page.tsx'),
    import('../sent-invitations/pending-invitations.tsx'),
    import('../sent-invitations/invitation-history.tsx'),
    import('../sent-invitations/revoke-invitation.tsx'),
    import('../invite/invite-members.tsx'),
    import('./notice-list.tsx'),
  ];
  // What is missing now is asked for again when it is wanted, and its failure told there.
  for (const part of parts) part.catch(() => undefined);
};

const whenIdle: (act: () => void) => void = window.requestIdleCallback ?? ((act: () => void) => setTimeout(act, 2000));

/** Fetches the other pages once this one is complete and the browser has nothing else to do: going there waits for nothing, and needs no network. */
export const useFetchAhead = (): void => {
  const complete = useIsFetching() === 0;
  useEffect(() => {
    if (complete) whenIdle(fetchAll);
  }, [complete]);
};
