import { useQuery } from '@tanstack/react-query';
import { invitationList, organizationQuery } from '#console/api/queries.ts';
import { useList } from '#console/api/use-list.ts';
import { countWords } from '#console/ui/count-words.ts';
import { useStatusOnly } from './use-status-only.ts';

/** How many invitations are pending: `12` where the plan limits and counts them, else those that are loaded, `50+`. */
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
