import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { membersQuery } from '#console/api/queries.ts';

type PersonFilterProps = {
  readonly organizationId: string;
  readonly userId: string | null;
  readonly onChange: (userId: string | null) => void;
};

/** Who did it: a member, found by the beginning of the address. Someone who left can be chosen in the list of events. */
export const PersonFilter = ({ organizationId, userId, onChange }: PersonFilterProps) => {
  const [search, setSearch] = useState('');
  const [prefix] = useDebouncedValue(search.includes(' ') ? '' : search.trim(), 250);
  const { data } = useInfiniteQuery({
    ...membersQuery(organizationId, { emailPrefix: prefix }),
    placeholderData: keepPreviousData,
  });
  const members = data?.pages.flatMap(({ items }) => items) ?? [];
  const options = members.map((member) => ({ value: member.userId, label: `${member.email} (${member.name})` }));
  const chosen = userId !== null && !options.some(({ value }) => value === userId);
  return (
    <Select
      label="Done by"
      placeholder="Anyone"
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'Anyone' }}
      nothingFoundMessage="No member’s address begins like this"
      data={chosen ? [{ value: userId, label: 'The chosen person' }, ...options] : options}
      value={userId}
      onChange={onChange}
      onSearchChange={setSearch}
      comboboxProps={{ width: 320, position: 'bottom-start' }}
    />
  );
};
