import type { Invitation } from '#core/contract/invitation.ts';

const soon = 3_000;
const later = 30_000;

/** Milliseconds until invitations are fetched again: soon while emails are leaving; else for what comes in by itself. */
export const refetchAfter = (invitations: readonly Invitation[]): number =>
  invitations.some(({ delivery, status }) => delivery === 'queued' && status === 'pending') ? soon : later;
