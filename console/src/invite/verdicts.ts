import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '#console/api/call.ts';
import { emailAddress } from '#core/contract/email-address.ts';
import type { InvitationResult, RejectedAddress } from '#core/contract/invitation.ts';
import { invitationOperations } from '#core/contract/operations/invitations.ts';
import { whatIsWrong } from './what-is-wrong.ts';
import { mostAddresses } from './why-not-send.ts';

const invalid = (email: string): RejectedAddress => ({
  email,
  outcome: 'rejected',
  code: 'invalid_email',
  detail: whatIsWrong(email),
});

const pauseMilliseconds = (addresses: number): number => (addresses > 100 ? 1000 : 300);

const noResults: readonly InvitationResult[] = [];

const rejectedOf = (emails: readonly string[], results: readonly InvitationResult[]) => {
  const byEmail = new Map(results.map((result) => [result.email, result]));
  return new Map(
    emails.flatMap((email): [string, RejectedAddress][] => {
      if (emailAddress(email) === undefined) return [[email, invalid(email)]];
      const verdict = byEmail.get(email);
      return verdict?.outcome === 'rejected' ? [[email, verdict]] : [];
    }),
  );
};

/** Why addresses would not be invited, by address: at once where they are not valid, then by a dry run of the API. */
export const useVerdicts = (organizationId: string, emails: readonly string[]) => {
  const asked = useMemo(
    () =>
      emails
        .filter((email) => emailAddress(email) !== undefined)
        .slice(0, mostAddresses)
        .join('\n'),
    [emails],
  );
  const [settled] = useDebouncedValue(asked, pauseMilliseconds(emails.length));
  const dryRun = useQuery({
    queryKey: ['organization', organizationId, 'dry-run', settled],
    queryFn: ({ signal }) =>
      call(invitationOperations.sendInvitations, {
        params: { organizationId },
        body: { emails: settled.split('\n'), role: 'user', dryRun: true },
        signal,
      }),
    enabled: settled !== '',
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
  const results = dryRun.data?.results ?? noResults;
  const rejected = useMemo(() => rejectedOf(emails, results), [emails, results]);
  return {
    rejected,
    error: dryRun.error,
    retry: dryRun.refetch,
    checking: asked !== '' && (dryRun.isFetching || settled !== asked),
  };
};
