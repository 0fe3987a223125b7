import { Avatar, Group, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Member } from '#core/contract/organization.ts';
import { membersQuery } from '../api/queries.ts';
import { PagesOf } from './pages-of.tsx';
import { roleWords } from './role-words.ts';
import { TeamNames } from './team-names.tsx';
import { onDate } from './times.ts';

const MemberRow = ({ organizationId, member }: { readonly organizationId: string; readonly member: Member }) => (
  <Table.Tr>
    <Table.Td>
      <Group gap="sm" wrap="nowrap">
        <Avatar src={member.pictureUrl} name={member.name} alt="" imageProps={{ referrerPolicy: 'no-referrer' }} />
        <div>
          <Text size="sm" fw={600} className="wraps-anywhere">
            {member.name}
          </Text>
          <Text size="sm" c="dimmed" className="wraps-anywhere">
            {member.email}
          </Text>
        </div>
      </Group>
    </Table.Td>
    <Table.Td>{roleWords[member.role].name}</Table.Td>
    <Table.Td visibleFrom="sm">
      <TeamNames organizationId={organizationId} teamIds={member.teamIds} />
    </Table.Td>
    <Table.Td visibleFrom="sm">{onDate(member.joinedAt)}</Table.Td>
  </Table.Tr>
);

/** Everyone in the organization, by address. */
export const MembersTable = ({ organizationId }: { readonly organizationId: string }) => {
  const [search, setSearch] = useState('');
  const [emailPrefix] = useDebouncedValue(search.trim(), 250);
  const query = useInfiniteQuery({
    ...membersQuery(organizationId, emailPrefix),
    placeholderData: keepPreviousData,
  });
  const members = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <TextInput
        label="Search by address"
        placeholder="ann@"
        value={search}
        onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        maxLength={254}
        maw={320}
        mb="md"
      />
      <PagesOf query={query}>
        {members.length === 0 ? (
          <Text>No member’s address begins with “{emailPrefix}”.</Text>
        ) : (
          <Table verticalSpacing="sm" aria-label="Members">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Name</Table.Th>
                <Table.Th>Role</Table.Th>
                <Table.Th visibleFrom="sm">Teams</Table.Th>
                <Table.Th visibleFrom="sm">Joined</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {members.map((member) => (
                <MemberRow key={member.userId} organizationId={organizationId} member={member} />
              ))}
            </Table.Tbody>
          </Table>
        )}
      </PagesOf>
    </>
  );
};
