import { Anchor, Avatar, Box, Button, Group, Stack, Table, Text } from '@mantine/core';
import { DeliveryMark } from '#console/sent-invitations/delivery-mark.tsx';
import { deliveryWords } from '#console/sent-invitations/delivery-words.ts';
import { ResendButton } from '#console/sent-invitations/resend-button.tsx';
import type { Invitation } from '#core/contract/invitation.ts';
import { Address } from './address.tsx';
import classes from './members-table.module.css';
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
    <Table.Tr role="row" className={classes.row}>
      <Table.Td role="cell">
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
              <Address email={email} />
            </Anchor>
            <Text size="sm" c="dimmed" hiddenFrom="lg">
              {expires}
            </Text>
            <Text size="sm" hiddenFrom="lg">
              {roleWords[role].name}
            </Text>
            <Box hiddenFrom="lg">
              <TeamNames organizationId={organizationId} teamIds={teamIds} />
            </Box>
          </div>
        </Group>
      </Table.Td>
      <Table.Td role="cell" visibleFrom="lg">
        {roleWords[role].name}
      </Table.Td>
      <Table.Td role="cell" visibleFrom="lg">
        <TeamNames organizationId={organizationId} teamIds={teamIds} />
      </Table.Td>
      <Table.Td role="cell">
        <Stack gap={2} align="flex-start">
          <StatusBadge color="blue">Invited</StatusBadge>
          {deliveryWords(invitation).bad && <DeliveryMark invitation={invitation} onOpen={onOpen} />}
        </Stack>
      </Table.Td>
      <Table.Td role="cell" visibleFrom="lg" title={onDateAndTime(expiresAt)} className="stays-on-one-line">
        {expires}
      </Table.Td>
      <Table.Td role="cell" className={classes.below}>
        <Group gap="xs" className="actions">
          <ResendButton invitation={invitation} />
          <Button size="xs" variant="default" onClick={onRevoke} aria-label={`Revoke the invitation of ${email}`}>
            Revoke
          </Button>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
};
