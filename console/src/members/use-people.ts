import { useMemo } from 'react';
import { invitationList, memberList } from '#console/api/queries.ts';
import { useList } from '#console/api/use-list.ts';
import { refetchAfter } from '#console/sent-invitations/deliveries.ts';
import { useStatusOnly } from '#console/sent-invitations/use-status-only.ts';
import { type MemberSort, useListFilters } from '#console/ui/list-filters.ts';
import { emailPrefix } from '#core/contract/email-address.ts';
import type { Role } from '#core/contract/fields.ts';
import type { Invitation } from '#core/contract/invitation.ts';
import type { Member } from '#core/contract/organization.ts';

/** A row of the list: a member, or someone who was invited. */
export type Listed = Member | Invitation;

export const isMember = (listed: Listed): listed is Member => 'userId' in listed;
export const idOfListed = (listed: Listed): string => (isMember(listed) ? listed.userId : listed.id);

type Filters = {
  readonly role: Role | undefined;
  readonly email: string;
  readonly sort: MemberSort;
  readonly order: 'asc' | 'desc';
};

const halfAMinute = () => 30_000;
const none: readonly never[] = [];

const useMembers = (organizationId: string, { role, email, sort, order }: Filters, enabled: boolean) => {
  const source = memberList(organizationId, { role, search: email === '' ? undefined : email, sort, order });
  const list = useList(source, { enabled, refetchAfter: halfAMinute });
  return { ...list, rows: enabled ? list.items : none };
};

/** People who were invited. The API finds them by the beginning of the address; roles are looked at here. */
const useInvited = (organizationId: string, { role, email }: Pick<Filters, 'role' | 'email'>, enabled: boolean) => {
  const source = invitationList(organizationId, { status: 'pending', emailPrefix: emailPrefix(email) });
  const list = useList(source, { enabled, refetchAfter });
  const pending = useStatusOnly(list.items, 'pending');
  const rows = useMemo(
    () => (role === undefined ? pending : pending.filter((invitation) => invitation.role === role)),
    [pending, role],
  );
  return { ...list, rows: enabled ? rows : none };
};

/** Members by address; after the last of them, for admins who ask for all, those who were invited. */
export const usePeople = (organizationId: string, isAdmin: boolean) => {
  const { memberStatus, role, email, sort, order } = useListFilters();
  const status = isAdmin ? memberStatus : 'active';
  const wantsMembers = status !== 'invited';
  const members = useMembers(organizationId, { role, email, sort, order }, wantsMembers);
  const membersEnd = !wantsMembers || (members.data !== undefined && !members.hasNextPage);
  const wantsInvited = status !== 'active' && membersEnd;
  const invited = useInvited(organizationId, { role, email }, wantsInvited);
  const people = useMemo<readonly Listed[]>(() => [...members.rows, ...invited.rows], [members.rows, invited.rows]);
  const current = wantsInvited ? invited : members;
  // Between the last member and the first page of invitations there is more to come.
  const isWaiting = wantsInvited && invited.data === undefined && invited.error === null;
  return {
    status,
    people,
    isFiltered: role !== undefined || email !== '',
    list: {
      data: wantsMembers ? members.data : invited.data,
      error: current.error ?? members.error,
      hasNextPage: isWaiting || current.hasNextPage,
      isFetchingNextPage: isWaiting || current.isFetchingNextPage,
      fetchNextPage: current.fetchNextPage,
      refetch: () => Promise.all([current, members].map(({ refetch }) => refetch())),
    },
    look: (index: number) => {
      members.look(Math.min(index, members.rows.length));
      invited.look(Math.max(index - members.rows.length, 0));
    },
  };
};
