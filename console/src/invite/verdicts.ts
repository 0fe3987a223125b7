import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '#console/api/call.ts';
import { emailAddress } from '#core/contract/email-address.ts';
import type { RejectedAddress } from '#core/contract/invitation.ts';
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

/** Why addresses would not be invited, by address: at once where they are none, then as the API judges (a dry run). */
export const useVerdicts = (organizationId: string, emails: readonly string[]) => {
  // One that is none is known to be none: the API is asked about the others.
  const asked = emails.filter((email) => emailAddress(email) !== undefined).slice(0, mostAddresses);
  const [settled] = useDebouncedValue(asked.join('\n'), pauseMilliseconds(asked.length));
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
  const judged = new Map((dryRun.data?.results ?? []).map((result) => [result.email, result]));
  const rejected = new Map(
    emails.flatMap((email): [string, RejectedAddress][] => {
      if (emailAddress(email) === undefined) return [[email, invalid(email)]];
      const verdict = judged.get(email);
      return verdict?.outcome === 'rejected' ? [[email, verdict]] : [];
    }),
  );
  return {
    rejected,
    error: dryRun.error,
    retry: () => void dryRun.refetch(),
    checking: dryRun.isFetching || settled !== asked.join('\n'),
  };
};
