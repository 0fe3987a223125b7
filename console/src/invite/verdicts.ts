import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { emailAddress } from '#core/contract/email-address.ts';
import type { InvitationResult } from '#core/contract/invitation.ts';
import { invitationOperations } from '#core/contract/operations/invitations.ts';
import { rejections } from '#core/contract/problems.ts';
import { call } from '../api/call.ts';

export type Rejected = Extract<InvitationResult, { outcome: 'rejected' }>;

const invalid = (email: string): Rejected => ({
  email,
  outcome: 'rejected',
  code: 'invalid_email',
  detail: rejections.invalid_email,
});

/** Why addresses would not be invited, by address: at once where they are none, then as the API judges (a dry run). */
export const useVerdicts = (organizationId: string, emails: readonly string[]) => {
  const [settled] = useDebouncedValue(emails.join('\n'), 300);
  const asked = settled === '' ? [] : settled.split('\n').slice(0, 1000);
  const dryRun = useQuery({
    queryKey: ['organization', organizationId, 'dry-run', settled],
    queryFn: ({ signal }) =>
      call(invitationOperations.sendInvitations, {
        params: { organizationId },
        body: { emails: asked, role: 'user', dryRun: true },
        signal,
      }),
    enabled: asked.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
  const judged = new Map((dryRun.data?.results ?? []).map((result) => [result.email, result]));
  const rejected = new Map(
    emails.flatMap((email): [string, Rejected][] => {
      if (emailAddress(email) === undefined) return [[email, invalid(email)]];
      const verdict = judged.get(email);
      return verdict?.outcome === 'rejected' ? [[email, verdict]] : [];
    }),
  );
  return { rejected, error: dryRun.error, checking: dryRun.isFetching || settled !== emails.join('\n') };
};
