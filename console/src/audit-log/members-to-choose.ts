import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { membersQuery } from '#console/api/queries.ts';
import type { Member } from '#core/contract/organization.ts';

/** Members found by what was typed, and the first of all: the field picks out those that fit. */
export const useMembersToChoose = (organizationId: string, typed: string): readonly Member[] => {
  const [search] = useDebouncedValue(typed.trim(), 250);
  const found = useInfiniteQuery({
    ...membersQuery(organizationId, { search }),
    placeholderData: keepPreviousData,
  });
  const first = useInfiniteQuery(membersQuery(organizationId, { search: '' }));
  const members = [found, first].flatMap(({ data }) => data?.pages.flatMap(({ items }) => items) ?? []);
  return [...new Map(members.map((member) => [member.userId, member])).values()];
};
