import { infiniteQueryOptions } from '@tanstack/react-query';
import { call } from '#console/api/call.ts';
import { invitationsKey } from '#console/api/queries.ts';
import { auditEventOperations } from '#core/contract/operations/audit-events.ts';

/** The audit events of one invitation, newest first. They follow what happened by a moment: looked for again and again. */
export const historyQuery = (organizationId: string, invitationId: string) =>
  infiniteQueryOptions({
    queryKey: [...invitationsKey(organizationId), 'history', invitationId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor }) =>
      call(auditEventOperations.listAuditEvents, { params: { organizationId }, query: { invitationId, cursor } }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: 5_000,
  });
