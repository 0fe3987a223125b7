import { patchList } from '#console/api/patch-list.ts';
import { invitationListsKey, invitationQuery } from '#console/api/queries.ts';
import { queryClient } from '#console/api/query-client.ts';
import type { Invitation } from '#core/contract/invitation.ts';

/** Shows an invitation as it will be, wherever it is shown. Returns the undo. */
export const showInvitation = async (
  { organizationId, id }: Pick<Invitation, 'organizationId' | 'id'>,
  change: (invitation: Invitation) => Invitation,
): Promise<() => void> => {
  const { queryKey: own } = invitationQuery(organizationId, id);
  const undo = await patchList<Invitation>(invitationListsKey(organizationId), (one) => one.id === id, change);
  await queryClient.cancelQueries({ queryKey: own });
  const before = queryClient.getQueryData(own);
  if (before) queryClient.setQueryData(own, change(before));
  return () => {
    undo();
    if (before) queryClient.setQueryData(own, before);
  };
};
