import { Anchor, Avatar, Box, Button, Group, Table, Text } from '@mantine/core';
import type { Invitation } from '#core/contract/invitation.ts';
import { ResendButton } from '../sent-invitations/resend-button.tsx';
import { roleWords } from './role-words.ts';
import { StatusBadge } from './status-badge.tsx';
import { TeamNames } from './team-names.tsx';
import { fromNow, onDateAndTime } from './times.ts';

type InvitedRowProps = {
  readonly invitation: Invitation;
  readonly now: number;
  readonly onOpen: () => void;
  readonly onRevoke: () => void;
};

/** Someone who has not answered yet, among the members. */
export const InvitedRow = ({ invitation, now, onOpen, onRevoke }: InvitedRowProps) => {
  const { organizationId, email, role, teamIds, expiresAt } = invitation;
  const expires = `Expires ${fromNow(expiresAt, now)}`;
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="sm" wrap="nowrap">
          <Avatar alt="" />
          <div>
            <Anchor
              component="button"
              type="button"
              size="sm"
              fw={600}
              ta="start"
              className="wraps-anywhere"
              onClick={onOpen}
            >
              {email}
            </Anchor>
            <Text size="sm" c="dimmed" hiddenFrom="md">
              {expires}
            </Text>
            <Text size="sm" hiddenFrom="sm">
              {roleWords[role].name}
            </Text>
            <Box hiddenFrom="lg">
              <TeamNames organizationId={organizationId} teamIds={teamIds} />
            </Box>
          </div>
        </Group>
      </Table.Td>
      <Table.Td visibleFrom="sm">{roleWords[role].name}</Table.Td>
      <Table.Td visibleFrom="lg">
        <TeamNames organizationId={organizationId} teamIds={teamIds} />
      </Table.Td>
      <Table.Td visibleFrom="xs">
        <StatusBadge color="blue">Invited</StatusBadge>
      </Table.Td>
      <Table.Td visibleFrom="md" title={onDateAndTime(expiresAt)} className="stays-on-one-line">
        {expires}
      </Table.Td>
      <Table.Td ta="end">
        <Group gap="xs" justify="flex-end" className="actions">
          <ResendButton invitation={invitation} />
          <Button size="xs" variant="default" onClick={onRevoke} aria-label={`Revoke the invitation of ${email}`}>
            Revoke
          </Button>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
};
