import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { takingOut } from '#console/dialogs/focus-back.ts';
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

/** What stands in the place of the categories, where one thing is asked about: the API takes either. */
const ofOneThing = ({ email, invitation }: ShownFilters): string | undefined => {
  if (invitation !== null) return 'All of one invitation';
  return email === null ? undefined : 'All of one address';
};

/** Category and address exclude each other, as in the API. */
export const FilterBar = ({ organizationId, filters, setFilter, onClear }: FilterBarProps) => {
  const { category, email, invitation, person, from, to } = filters;
  const ofOne = ofOneThing(filters);
  const filtered = Object.values(filters).some((value) => value !== null);
  return (
    <Stack gap="xs" mb="lg" role="search" aria-label="Filters of the audit log">
      <Group align="flex-start" gap="sm">
        <NativeSelect
          label="Category"
          data={ofOne ? [{ value: '', label: ofOne }] : categories}
          value={ofOne ? '' : (category ?? '')}
          disabled={ofOne !== undefined}
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
          error={from !== null && to !== null && to < from && 'This is before the first day'}
          onChange={({ currentTarget }) => setFilter('to', currentTarget.value)}
        />
      </Group>
      {filtered && (
        <Group gap="xs">
          {invitation !== null && (
            <Button size="compact-sm" variant="light" onClick={() => takingOut(() => setFilter('invitation', null))}>
              One invitation’s history ✕
            </Button>
          )}
          <Button size="compact-sm" variant="default" onClick={() => takingOut(onClear)}>
            Clear filters
          </Button>
        </Group>
      )}
    </Stack>
  );
};
