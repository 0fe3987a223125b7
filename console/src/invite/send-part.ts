import { isProblem } from '#console/api/api-problem.ts';
import { call } from '#console/api/call.ts';
import type { InvitationResult } from '#core/contract/invitation.ts';
import { invitationOperations } from '#core/contract/operations/invitations.ts';
import type { Draft } from './draft.ts';

type BatchPart = {
  readonly emails: readonly string[];
  /** Idempotency key. A dry run needs none. */
  readonly key?: string;
  /** Only asks what would become of each. @default false */
  readonly dryRun?: boolean;
};

/** Sends invitations with one request. Returns the result of each address, also if no one was invited. */
export const sendPart = async (
  organizationId: string,
  { role, teamIds }: Pick<Draft, 'role' | 'teamIds'>,
  { emails, key, dryRun }: BatchPart,
): Promise<InvitationResult[]> => {
  const body = { emails: [...emails], role, teamIds: [...teamIds], ...(dryRun && { dryRun }) };
  const headers = key === undefined ? {} : { 'idempotency-key': key };
  try {
    return (await call(invitationOperations.sendInvitations, { params: { organizationId }, body, headers })).results;
  } catch (error) {
    // None was invited: the results say why for each, and are shown like any others.
    if (isProblem(error, 'nothing_invited') && error.facts.results) return error.facts.results;
    throw error;
  }
};
