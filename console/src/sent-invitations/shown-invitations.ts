import type { InfiniteData } from '@tanstack/react-query';
import { invitationListsKey, invitationQuery } from '#console/api/queries.ts';
import { queryClient } from '#console/api/query-client.ts';
import { withItems } from '#console/api/shown-pages.ts';
import type { Invitation } from '#core/contract/invitation.ts';

type Shown = InfiniteData<{ readonly items: readonly Invitation[]; readonly nextCursor: string | null }>;

/** Shows an invitation as it will be, wherever it is shown. Answers how to take that back. */
export const showInvitation = async (
  { organizationId, id }: Pick<Invitation, 'organizationId' | 'id'>,
  change: (invitation: Invitation) => Invitation,
): Promise<() => void> => {
  const lists = { queryKey: invitationListsKey(organizationId) };
  const { queryKey: own } = invitationQuery(organizationId, id);
  // A page that is on its way would bring the old state back.
  await Promise.all([queryClient.cancelQueries(lists), queryClient.cancelQueries({ queryKey: own })]);
  const show = (as: (invitation: Invitation) => Invitation): void => {
    queryClient.setQueriesData<Shown>(lists, (shown) =>
      withItems<Invitation, Shown>(shown, (invitation) => [invitation.id === id ? as(invitation) : invitation]),
    );
    queryClient.setQueryData(own, (invitation) => invitation && as(invitation));
  };
  let before: Invitation | undefined;
  show((invitation) => {
    before ??= invitation;
    return change(invitation);
  });
  // This one alone: others may have changed meanwhile.
  return () => show((invitation) => before ?? invitation);
};
