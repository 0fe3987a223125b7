import { useMemo } from 'react';
import { useNowAfter } from '#console/ui/clock.ts';
import type { Invitation, InvitationStatus } from '#core/contract/invitation.ts';
import { statusAt } from './invitation-status.ts';

/** Those of the invitations that have this status now: one leaves the pending ones in the second in which it expires. */
export const useStatusOnly = (invitations: readonly Invitation[], status: InvitationStatus): readonly Invitation[] => {
  const expiries = useMemo(() => invitations.map(({ expiresAt }) => Date.parse(expiresAt)), [invitations]);
  const now = useNowAfter(expiries);
  return useMemo(
    () => invitations.filter((invitation) => statusAt(invitation, now) === status),
    [invitations, now, status],
  );
};
