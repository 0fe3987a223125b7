import { Button, Stack, Text } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { answerTo } from '#console/api/call.ts';
import { auditEventsQuery, teamsQuery } from '#console/api/queries.ts';
import { ExportCsv } from '#console/csv/export-csv.tsx';
import { AdminsOnly } from '#console/pages/admins-only.tsx';
import { PageHeading } from '#console/shell/page-heading.tsx';
import { MoreWhenSeen } from '#console/ui/more-when-seen.tsx';
import { PagesOf } from '#console/ui/pages-of.tsx';
import { auditEventOperations } from '#core/contract/operations/audit-events.ts';
import { asApiFilters, isPartOfEmail } from './api-filters.ts';
import { timeZone } from './days.ts';
import type { TeamNaming } from './event-facts.ts';
import { EventList } from './event-list.tsx';
import { FilterBar } from './filter-bar.tsx';
import { useFilters } from './filters-in-url.ts';
import { NewEvents } from './new-events.ts';

/** Present names for ids of teams. */
const useTeamNaming = (organizationId: string): TeamNaming => {
  const { data: teams = [] } = useQuery(teamsQuery(organizationId));
  return (teamId) => teams.find(({ id }) => id === teamId)?.name ?? 'a deleted team';
};

const NothingFound = ({ onClear }: { readonly onClear: () => void }) => (
  <Stack align="flex-start">
    <Text>No events match these filters.</Text>
    <Button variant="default" onClick={onClear}>
      Show all events
    </Button>
  </Stack>
);

const AuditLog = ({ organizationId }: { readonly organizationId: string }) => {
  const { filters, setFilter, clear } = useFilters();
  const waitsForEmail = isPartOfEmail(filters);
  const asked = asApiFilters(filters);
  const query = useInfiniteQuery({
    ...auditEventsQuery(organizationId, asked),
    placeholderData: keepPreviousData,
    // `NewEvents` adds what is new: asking for all pages again is not needed.
    staleTime: Number.POSITIVE_INFINITY,
    enabled: !waitsForEmail,
  });
  const teamName = useTeamNaming(organizationId);
  const events = query.data?.pages.flatMap(({ items }) => items);
  const shown = { organizationId, filters, events, setFilter };
  return (
    <>
      <PageHeading
        title="Audit Log"
        about={`A permanent record of changes to your organization. Times are in ${timeZone()}.`}
        action={
          <ExportCsv
            organizationId={organizationId}
            fetchPart={(cursor, signal) =>
              answerTo(auditEventOperations.listAuditEvents, {
                params: { organizationId },
                query: { ...asked, cursor },
                headers: { accept: 'text/csv' },
                signal,
              })
            }
            rows="events"
            file="audit-log"
            disabled={waitsForEmail}
          />
        }
      />
      <FilterBar {...shown} onClear={clear} />
      {waitsForEmail ? (
        <Text>Enter a full email to see its events.</Text>
      ) : (
        <PagesOf query={query}>
          {events?.length === 0 ? (
            <NothingFound onClear={clear} />
          ) : (
            <EventList events={events ?? []} teamName={teamName} setFilter={setFilter} />
          )}
          <MoreWhenSeen query={query} />
          {!query.isPlaceholderData && (
            <NewEvents organizationId={organizationId} filters={asked} since={query.dataUpdatedAt} />
          )}
        </PagesOf>
      )}
    </>
  );
};

/** Admin → Audit Log. */
export const AuditLogPage = () => {
  const { organizationId = '' } = useParams();
  return (
    <AdminsOnly page="the audit log">
      <AuditLog organizationId={organizationId} />
    </AdminsOnly>
  );
};
