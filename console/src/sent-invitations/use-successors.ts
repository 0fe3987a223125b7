import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { isProblem } from '#console/api/api-problem.ts';
import { call } from '#console/api/call.ts';
import { invitationsKey } from '#console/api/queries.ts';
import type { Invitation, InvitationResult } from '#core/contract/invitation.ts';
import { invitationOperations } from '#core/contract/operations/invitations.ts';

/** A later invitation to the same address, or a membership. */
export type Successor = { readonly kind: 'invitation'; readonly invitationId: string } | { readonly kind: 'member' };

/** Emails of one request. */
const batch = 100;

/** Asks what would become of new invitations. Nothing is sent. */
const dryRun = async (organizationId: string, emails: readonly string[]): Promise<readonly InvitationResult[]> => {
  const body = { emails: [...emails], role: 'user' as const, dryRun: true };
  try {
    return (await call(invitationOperations.sendInvitations, { params: { organizationId }, body })).results;
  } catch (error) {
    if (isProblem(error, 'nothing_invited') && error.facts.results) return error.facts.results;
    throw error;
  }
};

const successorOf = (result: InvitationResult): Successor | undefined => {
  if (result.outcome !== 'rejected') return undefined;
  if (result.code === 'already_member') return { kind: 'member' };
  return result.code === 'already_invited' ? { kind: 'invitation', invitationId: result.invitationId } : undefined;
};

const toMap = (answers: readonly { readonly data: readonly InvitationResult[] | undefined }[]) =>
  new Map(
    answers.flatMap(({ data = [] }) =>
      data.flatMap((result) => {
        const successor = successorOf(result);
        return successor ? [[result.email, successor] as const] : [];
      }),
    ),
  );

/** By email, what came after these settled invitations: one request for a hundred of them. */
export const useSuccessors = (
  organizationId: string,
  invitations: readonly Invitation[],
): ReadonlyMap<string, Successor> => {
  const batches = useMemo(() => {
    const emails = [...new Set(invitations.map(({ email }) => email))];
    return Array.from({ length: Math.ceil(emails.length / batch) }, (_, n) => emails.slice(n * batch, (n + 1) * batch));
  }, [invitations]);
  return useQueries({
    queries: batches.map((emails) => ({
      queryKey: [...invitationsKey(organizationId), 'successors', emails],
      queryFn: () => dryRun(organizationId, emails),
    })),
    combine: toMap,
  });
};
