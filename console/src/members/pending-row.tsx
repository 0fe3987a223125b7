import { Button, Group, Table, Text } from '@mantine/core';
import type { Invitation } from '#core/contract/invitation.ts';
import { deliveryWords } from './delivery-words.ts';
import { ResendButton } from './resend-button.tsx';
import { roleWords } from './role-words.ts';
import { TeamNames } from './team-names.tsx';
import { fromNow, onDateAndTime } from './times.ts';

type PendingRowProps = { readonly invitation: Invitation; readonly onRevoke: () => void };

const DeliveryOf = ({ delivery }: Pick<Invitation, 'delivery'>) => {
  const { text, color } = deliveryWords[delivery];
  return (
    <Text size="sm" {...(color === 'red' && { c: 'var(--mantine-color-error)' })}>
      {text}
    </Text>
  );
};

export const PendingRow = ({ invitation, onRevoke }: PendingRowProps) => {
  const { organizationId, email, role, teamIds, invitedBy, sentCount, lastSentAt, expiresAt, delivery } = invitation;
  const expires = fromNow(expiresAt, Date.now());
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={600} className="wraps-anywhere">
          {email}
        </Text>
        <Text size="sm" c="dimmed" hiddenFrom="sm">
          {roleWords[role].name} · expires {expires}
        </Text>
        <Text component="div" size="sm" hiddenFrom="sm">
          <DeliveryOf delivery={delivery} />
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="sm">{roleWords[role].name}</Table.Td>
      <Table.Td visibleFrom="lg">
        <TeamNames organizationId={organizationId} teamIds={teamIds} />
      </Table.Td>
      <Table.Td visibleFrom="lg">{invitedBy.name}</Table.Td>
      <Table.Td visibleFrom="sm" title={onDateAndTime(lastSentAt)}>
        {fromNow(lastSentAt, Date.now())}
        {sentCount > 1 && ` (${sentCount} emails)`}
      </Table.Td>
      <Table.Td visibleFrom="sm" title={onDateAndTime(expiresAt)}>
        {expires}
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <DeliveryOf delivery={delivery} />
      </Table.Td>
      <Table.Td>
        <Group gap="xs">
          <ResendButton organizationId={organizationId} invitationId={invitation.id} email={email} />
          <Button size="xs" variant="default" onClick={onRevoke} aria-label={`Revoke the invitation of ${email}`}>
            Revoke
          </Button>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
};
