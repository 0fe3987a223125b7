import { useQuery } from '@tanstack/react-query';
import { invitationList, organizationQuery } from '#console/api/queries.ts';
import { useList } from '#console/api/use-list.ts';
import { countWords } from '#console/ui/count-words.ts';
import { useStatusOnly } from './use-status-only.ts';

/** Returns the number of pending invitations: `12` if the plan limits and counts them, otherwise the loaded ones, `50+`. */
export const usePendingCount = (organizationId: string): string | undefined => {
  const { data: organization } = useQuery(organizationQuery(organizationId));
  const isCounted = typeof organization?.usage.pendingInvitations === 'number';
  const list = useList(invitationList(organizationId, { status: 'pending' }), {
    enabled: organization !== undefined && !isCounted,
  });
  const loaded = useStatusOnly(list.items, 'pending');
  if (!organization) return undefined;
  if (isCounted) return organization.usage.pendingInvitations?.toLocaleString('en-US');
  return list.data && countWords({ shown: loaded.length, hasMore: list.hasNextPage });
};
