import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { AddressFilter } from './address-filter.tsx';
import type { ShownFilters } from './api-filters.ts';
import type { FilterName } from './filters-in-url.ts';
import { PersonFilter } from './person-filter.tsx';

const categories = [
  { value: '', label: 'All events' },
  { value: 'invitation', label: 'Invitation' },
  { value: 'member', label: 'Member' },
  { value: 'team', label: 'Team' },
  { value: 'organization', label: 'Organization' },
];

type FilterBarProps = {
  readonly organizationId: string;
  readonly filters: ShownFilters;
  readonly setFilter: (name: FilterName, value: string | null) => void;
  readonly onClear: () => void;
};

/** Category and address exclude each other, as in the API. */
export const FilterBar = ({ organizationId, filters, setFilter, onClear }: FilterBarProps) => {
  const { category, email, invitation, person, from, to } = filters;
  const filtered = Object.values(filters).some((value) => value !== null);
  return (
    <Stack gap="xs" mb="lg" role="search" aria-label="Filters of the audit log">
      <Group align="flex-end" gap="sm">
        <NativeSelect
          label="Category"
          data={categories}
          value={invitation === null && email === null ? (category ?? '') : ''}
          onChange={({ currentTarget }) => setFilter('category', currentTarget.value)}
        />
        <AddressFilter key={email} email={email} onChange={(value) => setFilter('email', value)} />
        <PersonFilter
          organizationId={organizationId}
          userId={person}
          onChange={(userId) => setFilter('person', userId)}
        />
        <TextInput
          type="date"
          label="From"
          value={from ?? ''}
          max={to ?? undefined}
          onChange={({ currentTarget }) => setFilter('from', currentTarget.value)}
        />
        <TextInput
          type="date"
          label="To"
          value={to ?? ''}
          min={from ?? undefined}
          onChange={({ currentTarget }) => setFilter('to', currentTarget.value)}
        />
        {filtered && (
          <Button variant="default" onClick={onClear}>
            Clear filters
          </Button>
        )}
      </Group>
      {invitation !== null && (
        <Group gap="xs">
          <Button size="compact-sm" variant="light" onClick={() => setFilter('invitation', null)}>
            One invitation’s history ✕
          </Button>
        </Group>
      )}
    </Stack>
  );
};
