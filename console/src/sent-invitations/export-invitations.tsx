import { answerTo } from '#console/api/call.ts';
import { ExportCsv } from '#console/csv/export-csv.tsx';
import { useListFilters } from '#console/ui/list-filters.ts';
import { emailAddress, emailPrefix } from '#core/contract/email-address.ts';
import { invitationOperations } from '#core/contract/operations/invitations.ts';

/** The list of invitations as a file. */
export const ExportInvitations = ({ organizationId }: { readonly organizationId: string }) => {
  const { invitationStatus: filter, email } = useListFilters();
  const isRequested = filter === 'requested';
  const query = {
    status: isRequested ? 'expired' : filter,
    newInvitationRequested: isRequested ? 'true' : undefined,
    ...(filter === 'pending' ? { emailPrefix: emailPrefix(email) } : { email: emailAddress(email) }),
  };
  return (
    <ExportCsv
      organizationId={organizationId}
      fetchPart={(cursor, signal) =>
        answerTo(invitationOperations.listInvitations, {
          params: { organizationId },
          query: { ...query, cursor },
          headers: { accept: 'text/csv' },
          signal,
        })
      }
      rows="invitations"
      file="invitations"
    />
  );
};
