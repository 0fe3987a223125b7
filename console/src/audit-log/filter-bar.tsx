import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { takingOut } from '#console/dialogs/focus-back.ts';
import type { AuditEvent } from '#core/contract/audit-event.ts';
import { isPartOfEmail, type ShownFilters } from './api-filters.ts';
import { DayFilter } from './day-filter.tsx';
import { EmailFilter } from './email-filter.tsx';
import classes from './filter-bar.module.css';
import type { SetFilter } from './filters-in-url.ts';
import { PersonFilter } from './person-filter.tsx';

const categories = [
  { value: 'invitation', label: 'Invitation' },
  { value: 'member', label: 'Member' },
  { value: 'team', label: 'Team' },
  { value: 'organization', label: 'Organization' },
];

/** The category that is left where the events of one email or one invitation are shown: the API takes one of the three. */
const anyCategory = ({ email, invitation }: ShownFilters): string => {
  if (invitation !== null) return 'This invitation';
  return email === null ? 'All events' : 'This email';
};

type FilterBarProps = {
  readonly organizationId: string;
  readonly filters: ShownFilters;
  readonly events: readonly AuditEvent[] | undefined;
  readonly setFilter: SetFilter;
  readonly onClear: () => void;
};

const Days = ({ filters: { from, to }, setFilter }: Pick<FilterBarProps, 'filters' | 'setFilter'>) => (
  <>
    <DayFilter label="From" day={from ?? ''} latest={to} onChange={(day) => setFilter('from', day)} />
    <DayFilter
      label="To"
      day={to ?? ''}
      earliest={from}
      fault={from !== null && to !== null && to < from ? 'Must be on or after the From date' : undefined}
      onChange={(day) => setFilter('to', day)}
    />
  </>
);

/** Button that clears the filters, and a hint if one filter replaced another. */
const InUse = ({ filters, setFilter, onClear }: Pick<FilterBarProps, 'filters' | 'setFilter' | 'onClear'>) => {
  const { email, invitation } = filters;
  return (
    <Group gap="xs">
      {invitation !== null && (
        <Button size="compact-sm" variant="light" onClick={() => takingOut(() => setFilter('invitation', null))}>
          Invitation history ✕
        </Button>
      )}
      <Button size="compact-sm" variant="default" onClick={() => takingOut(onClear)}>
        Clear filters
      </Button>
      {(email ?? invitation) !== null && (
        <Text size="sm" c="dimmed">
          Combines with a person and dates. A category replaces it.
        </Text>
      )}
    </Group>
  );
};

/** Category, email and invitation exclude each other, as in the API. */
export const FilterBar = ({ organizationId, filters, events, setFilter, onClear }: FilterBarProps) => (
  <Stack gap="xs" mb="lg" role="search" aria-label="Audit log filters">
    <div className={classes.filters}>
      <NativeSelect
        label="Category"
        data={[{ value: '', label: anyCategory(filters) }, ...categories]}
        value={filters.category ?? ''}
        onChange={({ currentTarget }) => setFilter('category', currentTarget.value)}
      />
      <EmailFilter
        organizationId={organizationId}
        email={filters.email}
        fault={isPartOfEmail(filters)}
        onChange={(email) => setFilter('email', email)}
      />
      <PersonFilter
        organizationId={organizationId}
        userId={filters.person}
        events={events}
        onChange={(userId) => setFilter('person', userId)}
      />
      <Days filters={filters} setFilter={setFilter} />
    </div>
    {Object.values(filters).some((value) => value !== null) && (
      <InUse filters={filters} setFilter={setFilter} onClear={onClear} />
    )}
  </Stack>
);
