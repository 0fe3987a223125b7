import { type InfiniteData, useQuery } from '@tanstack/react-query';
import type { AuditEvent } from '#core/contract/audit-event.ts';
import { auditEventOperations } from '#core/contract/operations/audit-events.ts';
import { call } from '../api/call.ts';
import { auditEventsQuery } from '../api/queries.ts';
import { queryClient } from '../api/query-client.ts';
import type { AuditFilters } from './api-filters.ts';

type Page = { readonly items: AuditEvent[]; readonly nextCursor: string | null };
type Pages = InfiniteData<Page>;

const onePage = (page: Page): Pages => ({ pages: [page], pageParams: [undefined] });

/** The pages that are shown, with a newest page that was just fetched. Where nothing joins both, the newest page alone. */
export const withNewest = (shown: Pages, newest: Page): Pages => {
  const events = shown.pages.flatMap(({ items }) => items);
  const fetched = new Set(newest.items.map(({ id }) => id));
  const lastInBoth = events.findLastIndex(({ id }) => fetched.has(id));
  if (lastInBoth < 0) return onePage(newest);
  const nextCursor = shown.pages.at(-1)?.nextCursor ?? null;
  return onePage({ items: [...newest.items, ...events.slice(lastInBoth + 1)], nextCursor });
};

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
