import { useQuery } from '@tanstack/react-query';
import { call } from '#console/api/call.ts';
import { auditEventsQuery } from '#console/api/queries.ts';
import { queryClient } from '#console/api/query-client.ts';
import { auditEventOperations } from '#core/contract/operations/audit-events.ts';
import type { AuditFilters } from './api-filters.ts';
import { type Pages, withNewest } from './with-newest.ts';

type NewEventsProps = {
  readonly organizationId: string;
  readonly filters: AuditFilters;
  /** When the events that are shown were fetched, in epoch milliseconds. */
  readonly since: number;
};

/** Shows new events as they come. Asks for the first page only, however many are shown. */
export const NewEvents = ({ organizationId, filters, since }: NewEventsProps) => {
  const { queryKey } = auditEventsQuery(organizationId, filters);
  useQuery({
    queryKey: [...queryKey, 'newest'],
    queryFn: async () => {
      const page = await call(auditEventOperations.listAuditEvents, { params: { organizationId }, query: filters });
      queryClient.setQueryData(queryKey, (shown: Pages | undefined) => shown && withNewest(shown, page));
      return page.items[0]?.id ?? null;
    },
    initialData: null,
    initialDataUpdatedAt: since,
    refetchInterval: 15_000,
  });
  return null;
};
