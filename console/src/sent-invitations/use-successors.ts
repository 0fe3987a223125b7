import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { invitationsKey } from '#console/api/queries.ts';
import { sendPart } from '#console/invite/send-part.ts';
import type { Invitation, InvitationResult } from '#core/contract/invitation.ts';

/** A later invitation to the same address, or a membership. */
export type Successor = { readonly kind: 'invitation'; readonly invitationId: string } | { readonly kind: 'member' };

/** Emails of one request. */
const batch = 100;

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
      queryFn: () => sendPart(organizationId, { role: 'user', teamIds: [] }, { emails, dryRun: true }),
    })),
    combine: toMap,
  });
};
