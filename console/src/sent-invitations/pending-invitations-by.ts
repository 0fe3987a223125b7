import { queryOptions } from '@tanstack/react-query';
import { call } from '#console/api/call.ts';
import { invitationsKey } from '#console/api/queries.ts';
import type { Invitation } from '#core/contract/invitation.ts';
import { invitationOperations } from '#core/contract/operations/invitations.ts';

/** All pending invitations that a member sent, newest first. */
export const pendingInvitationsBy = (organizationId: string, userId: string) =>
  queryOptions({
    queryKey: [...invitationsKey(organizationId), 'by', userId],
    queryFn: async ({ signal }) => {
      const found: Invitation[] = [];
      let cursor: string | undefined;
      do {
        const query = { status: 'pending', invitedBy: userId, limit: '100', cursor };
        const page = await call(invitationOperations.listInvitations, { params: { organizationId }, query, signal });
        found.push(...page.items);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      return found;
    },
    // Who is about to be removed may have sent another one a moment ago.
    staleTime: 0,
    gcTime: 0,
  });
