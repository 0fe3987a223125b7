import { fromNow, sinceThen } from '#console/ui/times.ts';
import type { Instant } from '#core/contract/fields.ts';
import type { Invitation, InvitationStatus } from '#core/contract/invitation.ts';

type Dated = Pick<Invitation, 'status' | 'expiresAt'>;

/** The status by this clock (epoch milliseconds): a list that was loaded a while ago may still say pending. */
export const statusAt = ({ status, expiresAt }: Dated, now: number): InvitationStatus =>
  status === 'pending' && Date.parse(expiresAt) <= now ? 'expired' : status;

export const statusWords: Readonly<Record<InvitationStatus, string>> = {
  pending: 'Pending',
  accepted: 'Accepted',
  expired: 'Expired',
  revoked: 'Revoked',
};

/** Labels of the lists of invitations. */
export const filterWords = { ...statusWords, requested: 'Requested a new invitation' } as const;

/** Labels for the time that `endOf` returns. */
export const endWords: Readonly<Record<InvitationStatus, string>> = { ...statusWords, pending: 'Expires' };

/** When an invitation was settled, or will be. */
export const endOf = ({ acceptedAt, revokedAt, expiresAt }: Invitation): Instant =>
  acceptedAt ?? revokedAt ?? expiresAt;

/** Returns the time until an invitation expires, or since it was accepted, revoked or expired. */
export const endFromNow = (invitation: Invitation, now: number): string =>
  (statusAt(invitation, now) === 'pending' ? fromNow : sinceThen)(endOf(invitation), now);
