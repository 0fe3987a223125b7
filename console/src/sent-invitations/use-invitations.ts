import { invitationList } from '#console/api/queries.ts';
import { useList } from '#console/api/use-list.ts';
import { useListFilters } from '#console/ui/list-filters.ts';
import { emailAddress, emailPrefix } from '#core/contract/email-address.ts';
import { refetchAfter } from './deliveries.ts';
import { useStatusOnly } from './use-status-only.ts';

/**
 * Invitations of one status, newest first. Pending ones are found by the beginning of the email, the others by all of it.
 * Loads the list again after changes that the system makes.
 */
export const useInvitations = (organizationId: string) => {
  const { invitationStatus: filter, email } = useListFilters();
  const isRequested = filter === 'requested';
  const status = isRequested ? 'expired' : filter;
  const whole = emailAddress(email);
  const search = status === 'pending' ? { emailPrefix: emailPrefix(email) } : { email: whole };
  const list = useList(
    invitationList(organizationId, { status, ...(isRequested && { newInvitationRequested: 'true' }), ...search }),
    { refetchAfter },
  );
  const invitations = useStatusOnly(list.items, status);
  return { list, invitations, status, isRequested, searched: email, whole };
};
