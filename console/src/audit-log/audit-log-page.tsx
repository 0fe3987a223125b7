import { Button, Stack, Text } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { auditEventsQuery, teamsQuery } from '#console/api/queries.ts';
import { PagesOf } from '#console/members/pages-of.tsx';
import { AdminsOnly } from '#console/pages/admins-only.tsx';
import { PageHeading } from '#console/shell/page-heading.tsx';
import { asApiFilters } from './api-filters.ts';
import type { TeamNaming } from './event-facts.ts';
import { EventList } from './event-list.tsx';
import { ExportCsv } from './export-csv.tsx';
import { FilterBar } from './filter-bar.tsx';
import { useFilters } from './filters-in-url.ts';
import { MoreWhenSeen } from './more-when-seen.tsx';

/** Names for the ids that events hold. The event of its deletion still has the name of a deleted team. */
const useTeamNaming = (organizationId: string): TeamNaming => {
  const { data: teams = [] } = useQuery(teamsQuery(organizationId));
  return (teamId) => teams.find(({ id }) => id === teamId)?.name ?? 'a deleted team';
};

const NothingFound = ({ onClear }: { readonly onClear: () => void }) => (
  <Stack align="flex-start">
    <Text>No event fits these filters.</Text>
    <Button variant="default" onClick={onClear}>
      Show all events
    </Button>
  </Stack>
);

const AuditLog = ({ organizationId }: { readonly organizationId: string }) => {
  const { filters, setFilter, clear } = useFilters();
  const asked = asApiFilters(filters);
  const query = useInfiniteQuery({
    ...auditEventsQuery(organizationId, asked),
    placeholderData: keepPreviousData,
  });
  const teamName = useTeamNaming(organizationId);
  const events = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <PageHeading
        title="Audit Log"
        about="Everything that changed in the organization. Nothing in it can be changed or deleted."
        action={<ExportCsv organizationId={organizationId} filters={asked} />}
      />
      <FilterBar organizationId={organizationId} filters={filters} setFilter={setFilter} onClear={clear} />
      <PagesOf query={query}>
        {events.length === 0 ? (
          <NothingFound onClear={clear} />
        ) : (
          <EventList events={events} teamName={teamName} setFilter={setFilter} />
        )}
        <MoreWhenSeen query={query} />
      </PagesOf>
    </>
  );
};

/** Admin → Audit Log. */
export const AuditLogPage = () => {
  const { organizationId = '' } = useParams();
  return (
    <AdminsOnly page="The audit log">
      <AuditLog organizationId={organizationId} />
    </AdminsOnly>
  );
};
