import { Select } from '@mantine/core';
import { useState } from 'react';
import { readableEmail } from '#console/ui/readable-address.ts';
import type { AuditEvent } from '#core/contract/audit-event.ts';
import { useMembersToChoose } from './members-to-choose.ts';
import { usePersonInLog } from './person-in-log.ts';

type PersonFilterProps = {
  readonly organizationId: string;
  readonly userId: string | null;
  /** Those on the page, which name their actors; undefined while they are loading. */
  readonly events: readonly AuditEvent[] | undefined;
  readonly onChange: (userId: string | null) => void;
};

const inWords = ({ name, email }: { readonly name: string; readonly email: string }): string =>
  `${name} (${readableEmail(email)})`;

/** Filter by actor. A click on a name in the log selects a former member. */
export const PersonFilter = ({ organizationId, userId, events, onChange }: PersonFilterProps) => {
  const [search, setSearch] = useState('');
  const members = useMembersToChoose(organizationId, search);
  const person = usePersonInLog({ organizationId, userId, members, events });
  const options = members.map((member) => ({ value: member.userId, label: inWords(member) }));
  const isMember = options.some(({ value }) => value === userId);
  const former = userId === null || isMember ? [] : [{ value: userId, label: person ? inWords(person) : '…' }];
  return (
    <Select
      label="Performed by"
      placeholder="Anyone"
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'Anyone' }}
      nothingFoundMessage="No matching members"
      data={[...former, ...options]}
      value={userId}
      onChange={onChange}
      onSearchChange={setSearch}
      comboboxProps={{ width: 320, position: 'bottom-start' }}
    />
  );
};
