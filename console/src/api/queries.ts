import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { AuditFilters } from '#console/audit-log/api-filters.ts';
import type { Role } from '#core/contract/fields.ts';
import type { Invitation, InvitationStatus } from '#core/contract/invitation.ts';
import { auditEventOperations } from '#core/contract/operations/audit-events.ts';
import { invitationOperations } from '#core/contract/operations/invitations.ts';
import { meOperations } from '#core/contract/operations/me.ts';
import { memberOperations } from '#core/contract/operations/members.ts';
import { organizationOperations } from '#core/contract/operations/organizations.ts';
import { teamOperations } from '#core/contract/operations/teams.ts';
import type { Member } from '#core/contract/organization.ts';
import { call } from './call.ts';
import type { ListSource } from './use-list.ts';

export const meQuery = () => queryOptions({ queryKey: ['me'], queryFn: () => call(meOperations.getMe) });

export const organizationQuery = (organizationId: string) =>
  queryOptions({
    queryKey: ['organization', organizationId],
    queryFn: () => call(organizationOperations.getOrganization, { params: { organizationId } }),
  });

type Page = { readonly nextCursor: string | null };
const paged = { initialPageParam: undefined, getNextPageParam: ({ nextCursor }: Page) => nextCursor ?? undefined };

/** The first page is short, so that it is there soon. */
const pageAt = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor, limit: '100' });

export const membersKey = (organizationId: string) => ['organization', organizationId, 'members'];

type MemberFilters = {
  readonly role?: Role | undefined;
  readonly search?: string | undefined;
  readonly sort?: string | undefined;
  readonly order?: string | undefined;
};

/** Filters as the API takes them: what it does anyway is left out. */
export const memberQuery = ({ role, search, sort, order }: MemberFilters) => ({
  role,
  search: search?.slice(0, longestSearch),
  sort: sort === 'email' ? undefined : sort,
  order: order === 'asc' ? undefined : order,
});

const longestSearch = 100;

export const membersQuery = (organizationId: string, filters: MemberFilters = {}) =>
  infiniteQueryOptions({
    ...paged,
    initialPageParam: undefined as string | undefined,
    queryKey: [...membersKey(organizationId), filters],
    queryFn: ({ pageParam: cursor }) =>
      call(memberOperations.listMembers, { params: { organizationId }, query: { ...memberQuery(filters), cursor } }),
  });

export const memberListsKey = (organizationId: string) => [...membersKey(organizationId), 'lists'];

const userIdOf = ({ userId }: Member): string => userId;

/** Members by address, or in another order. */
export const memberList = (organizationId: string, filters: MemberFilters): ListSource<Member> => ({
  queryKey: [...memberListsKey(organizationId), filters],
  fetchPage: (cursor, signal) =>
    call(memberOperations.listMembers, {
      params: { organizationId },
      query: { ...memberQuery(filters), ...pageAt(cursor) },
      ...(signal && { signal }),
    }),
  idOf: userIdOf,
});

/** Begins the keys of all lists of invitations, and of each by its id. */
export const invitationsKey = (organizationId: string) => ['organization', organizationId, 'invitations'];

export const invitationListsKey = (organizationId: string) => [...invitationsKey(organizationId), 'lists'];

type InvitationFilters = {
  readonly status: InvitationStatus;
  readonly email?: string | undefined;
  readonly emailPrefix?: string | undefined;
  readonly newInvitationRequested?: 'true';
};

const invitationIdOf = ({ id }: Invitation): string => id;

/** Invitations of one status, newest first; by address where they are found by the beginning of it. */
export const invitationList = (organizationId: string, filters: InvitationFilters): ListSource<Invitation> => ({
  queryKey: [...invitationListsKey(organizationId), filters],
  fetchPage: (cursor, signal) =>
    call(invitationOperations.listInvitations, {
      params: { organizationId },
      query: { ...filters, ...pageAt(cursor) },
      ...(signal && { signal }),
    }),
  idOf: invitationIdOf,
});

export const invitationQuery = (organizationId: string, invitationId: string) =>
  queryOptions({
    queryKey: [...invitationsKey(organizationId), 'one', invitationId],
    queryFn: () => call(invitationOperations.getInvitation, { params: { organizationId, invitationId } }),
  });

export const teamsKey = (organizationId: string) => ['organization', organizationId, 'teams'];

/** Teams by name, page by page, to look at. */
export const teamPagesQuery = (organizationId: string) =>
  infiniteQueryOptions({
    ...paged,
    initialPageParam: undefined as string | undefined,
    queryKey: [...teamsKey(organizationId), 'pages'],
    queryFn: ({ pageParam: cursor }) =>
      call(teamOperations.listTeams, { params: { organizationId }, query: { cursor } }),
  });

/** All teams, for names and to choose from: they are few. */
export const teamsQuery = (organizationId: string) =>
  queryOptions({
    queryKey: teamsKey(organizationId),
    queryFn: async () => {
      const first = await call(teamOperations.listTeams, { params: { organizationId }, query: { limit: '100' } });
      const teams = [...first.items];
      for (let cursor = first.nextCursor; cursor !== null; ) {
        const next = await call(teamOperations.listTeams, {
          params: { organizationId },
          query: { limit: '100', cursor },
        });
        teams.push(...next.items);
        cursor = next.nextCursor;
      }
      return teams;
    },
  });

/** The audit log, newest first. */
export const auditEventsQuery = (organizationId: string, filters: AuditFilters) =>
  infiniteQueryOptions({
    ...paged,
    initialPageParam: undefined as string | undefined,
    queryKey: ['organization', organizationId, 'audit-events', filters],
    queryFn: ({ pageParam: cursor }) =>
      call(auditEventOperations.listAuditEvents, { params: { organizationId }, query: { ...filters, cursor } }),
  });

const pagesLookedAt = 10;

/** The pending invitations, newest first; of very many, the newest thousand. */
export const pendingInvitationsQuery = (organizationId: string) =>
  queryOptions({
    queryKey: [...invitationsKey(organizationId), 'pending', 'newest'],
    queryFn: async () => {
      const invitations: Invitation[] = [];
      let next: string | undefined;
      for (let page = 0; page < pagesLookedAt; page += 1) {
        const { items, nextCursor } = await call(invitationOperations.listInvitations, {
          params: { organizationId },
          query: { status: 'pending', limit: '100', cursor: next },
        });
        invitations.push(...items);
        if (nextCursor === null) return { invitations, complete: true };
        next = nextCursor;
      }
      return { invitations, complete: false };
    },
  });
