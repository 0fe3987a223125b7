import { Button, Card, Group, Stack, Text } from '@mantine/core';
import type * as z from 'zod/mini';
import { roleWords } from '#console/members/role-words.ts';
import { onDateAndTimeInZone } from '#console/members/times.ts';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import type { me } from '#core/contract/organization.ts';
import { useAcceptance } from './accept.ts';

type OpenInvitation = z.infer<typeof me>['invitations'][number];

/** The invitations for the own address, which can be accepted without the email. */
export const OpenInvitations = ({ invitations }: { readonly invitations: readonly OpenInvitation[] }) => {
  const acceptance = useAcceptance();
  return (
    <Stack>
      {acceptance.error && <ProblemAlert error={acceptance.error} />}
      {invitations.map(({ id, organizationId, organizationName, invitedBy, role, expiresAt }) => (
        <Card key={id} withBorder padding="md">
          <Group justify="space-between">
            <div>
              <Text fw={600}>{organizationName}</Text>
              <Text size="sm">
                {invitedBy.name} invited you as {roleWords[role].name}.
              </Text>
              <Text size="sm" c="dimmed">
                Until {onDateAndTimeInZone(expiresAt)}
              </Text>
            </div>
            <Button
              loading={acceptance.isPending}
              onClick={() => acceptance.mutate({ invitationId: id, organizationId })}
              aria-label={`Accept the invitation to ${organizationName}`}
            >
              Accept
            </Button>
          </Group>
        </Card>
      ))}
    </Stack>
  );
};
