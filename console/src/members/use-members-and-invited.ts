import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { invitationsQuery, membersQuery } from '#console/api/queries.ts';
import { nextLookAt } from '#console/sent-invitations/deliveries.ts';
import { statusAt } from '#console/sent-invitations/invitation-status.ts';
import { emailAddress, emailPrefix } from '#core/contract/email-address.ts';
import type { Role } from '#core/contract/fields.ts';
import { type MemberStatus, useListFilters } from './list-filters.ts';

type Filters = { readonly role: Role | undefined; readonly email: string };

/** People who were invited and fit the filters. The API knows no role or part of an address of them: those are picked out here. */
const useInvited = (organizationId: string, { role, email }: Filters, enabled: boolean, now: number) => {
  const query = useInfiniteQuery({
    ...invitationsQuery(organizationId, { status: 'pending', email: emailAddress(email) }),
    placeholderData: keepPreviousData,
    refetchInterval: nextLookAt,
    enabled,
  });
  const rows = (query.data?.pages ?? [])
    .flatMap(({ items }) => items)
    .filter(
      (invitation) =>
        statusAt(invitation, now) === 'pending' &&
        (role === undefined || invitation.role === role) &&
        invitation.email.startsWith(emailPrefix(email)),
    );
  return enabled ? { query, rows, loaded: query.data !== undefined } : none;
};

const useMembers = (organizationId: string, { role, email }: Filters, enabled: boolean) => {
  const query = useInfiniteQuery({
    ...membersQuery(organizationId, { role, emailPrefix: email }),
    placeholderData: keepPreviousData,
    // Who has just accepted is there when an admin looks. A long list would be asked for page by page: it waits until they come back to it.
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.pages.length === 1 ? 30_000 : false),
    enabled,
  });
  const rows = (query.data?.pages ?? [])
    .flatMap(({ items }) => items)
    .filter((member) => role === undefined || member.role === role);
  return enabled ? { query, rows, loaded: query.data !== undefined } : none;
};

const none = {
  query: {
    error: null,
    hasNextPage: false,
    isFetchingNextPage: false,
    fetchNextPage: () => undefined,
    refetch: () => undefined,
  },
  rows: [],
  loaded: true,
};

/** Rows that are shown before anyone is asked to want more: filtered pages come with fewer, or none. */
const enoughRows = 25;

type Filling = {
  readonly error: unknown;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
};

const useEnoughRows = (rows: number, list: Filling) => {
  const { hasNextPage, isFetchingNextPage, fetchNextPage, error } = list;
  useEffect(() => {
    if (rows < enoughRows && hasNextPage && !isFetchingNextPage && error === null) void fetchNextPage();
  }, [rows, hasNextPage, isFetchingNextPage, fetchNextPage, error]);
};

/** What a list without rows says. */
const nothingFound = (status: MemberStatus, filtered: boolean): string => {
  if (filtered) return 'Nobody fits these filters. Try a shorter address, or another role or status.';
  return status === 'invited' ? 'No invitation is waiting for an answer.' : 'Nobody is here yet.';
};

/** Invited people first, newest first, then members by address. */
export const useMembersAndInvited = (organizationId: string, isAdmin: boolean, now: number) => {
  const { memberStatus, role, email } = useListFilters();
  const status = isAdmin ? memberStatus : 'active';
  const invited = useInvited(organizationId, { role, email }, status !== 'active', now);
  const members = useMembers(organizationId, { role, email }, status !== 'invited');
  const loaded = invited.loaded && members.loaded;
  // Members come after the last invited person: else "Show more" would put rows in the middle.
  const moreInvited = invited.query.hasNextPage;
  const { isFetchingNextPage, fetchNextPage } = moreInvited ? invited.query : members.query;
  const list = {
    data: loaded ? 'loaded' : undefined,
    error: invited.query.error ?? members.query.error,
    hasNextPage: moreInvited || members.query.hasNextPage,
    isFetchingNextPage,
    fetchNextPage,
    refetch: () => Promise.all([invited.query.refetch(), members.query.refetch()]),
  };
  const memberRows = moreInvited ? [] : members.rows;
  const rows = invited.rows.length + memberRows.length;
  useEnoughRows(rows, list);
  const nothing =
    loaded && rows === 0 && !list.hasNextPage ? nothingFound(status, role !== undefined || email !== '') : undefined;
  return { invited: invited.rows, members: memberRows, list, nothing };
};
