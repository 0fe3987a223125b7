import { Button, Card, Group, Stack, Text } from '@mantine/core';
import type * as z from 'zod/mini';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import { onDateAndTimeInZone } from '#console/ui/times.ts';
import type { me } from '#core/contract/organization.ts';
import { useAcceptance } from './accept.ts';
import { rolePhrase } from './role-phrase.ts';

type OpenInvitation = z.infer<typeof me>['invitations'][number];

/** The invitations to the person's own address: those that need no link can be accepted here. */
export const OpenInvitations = ({ invitations }: { readonly invitations: readonly OpenInvitation[] }) => {
  const acceptance = useAcceptance();
  const accepting = acceptance.isPending ? acceptance.variables : undefined;
  return (
    <Stack>
      {acceptance.error && <ProblemAlert error={acceptance.error} />}
      {invitations.map(({ id, organizationId, organizationName, invitedBy, role, expiresAt, linkRequired }) => (
        <Card key={id} withBorder padding="md">
          <Group justify="space-between">
            <div>
              <Text fw={600} className="wraps-anywhere">
                {organizationName}
              </Text>
              <Text size="sm" className="wraps-anywhere">
                {invitedBy.name} invited you to join as {rolePhrase(role)}.
              </Text>
              <Text size="sm" c="dimmed">
                Expires {onDateAndTimeInZone(expiresAt)}
              </Text>
            </div>
            {linkRequired ? (
              <Text size="sm">Open the link in the email to accept.</Text>
            ) : (
              <Button
                loading={accepting !== undefined && 'invitationId' in accepting && accepting.invitationId === id}
                disabled={accepting !== undefined}
                onClick={() => acceptance.mutate({ invitationId: id, organizationId })}
                aria-label={`Accept the invitation to ${organizationName}`}
              >
                Accept
              </Button>
            )}
          </Group>
        </Card>
      ))}
    </Stack>
  );
};
