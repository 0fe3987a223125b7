import { Anchor, Box, Button, Checkbox, Group, Table, Text } from '@mantine/core';
import type { Invitation, InvitationStatus } from '#core/contract/invitation.ts';
import { roleWords } from '../members/role-words.ts';
import { TeamNames } from '../members/team-names.tsx';
import { fromNow, onDateAndTime } from '../members/times.ts';
import { DeliveryOf } from './delivery-of.tsx';
import { endOf, endWords } from './invitation-status.ts';
import { ResendButton } from './resend-button.tsx';

type InvitationRowProps = {
  readonly invitation: Invitation;
  readonly status: InvitationStatus;
  readonly now: number;
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly onOpen: () => void;
  readonly onRevoke: () => void;
  readonly onInviteAgain: () => void;
};

const Actions = ({ invitation, status, onRevoke, onInviteAgain }: Omit<InvitationRowProps, 'now' | 'chosen'>) =>
  status === 'pending' ? (
    <Group gap="xs" justify="flex-end" className="actions">
      <ResendButton invitation={invitation} />
      <Button
        size="xs"
        variant="default"
        onClick={onRevoke}
        aria-label={`Revoke the invitation of ${invitation.email}`}
      >
        Revoke
      </Button>
    </Group>
  ) : (
    <Button size="xs" variant="default" onClick={onInviteAgain} aria-label={`Invite ${invitation.email} again`}>
      Invite again
    </Button>
  );

/** An invitation, with what can be done about it. */
export const InvitationRow = (props: InvitationRowProps) => {
  const { invitation, status, now, chosen, onChoose, onOpen } = props;
  const { organizationId, email, role, teamIds, invitedBy, sentCount, lastSentAt } = invitation;
  const end = endOf(invitation);
  const whenItEnds = fromNow(end, now);
  return (
    <Table.Tr {...(chosen && { style: { boxShadow: 'inset 3px 0 var(--mantine-primary-color-filled)' } })}>
      {status === 'pending' && (
        <Table.Td>
          <Checkbox checked={chosen} onChange={onChoose} aria-label={`Select ${email}`} />
        </Table.Td>
      )}
      <Table.Td>
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
          {roleWords[role].name}
        </Text>
        <Box hiddenFrom="md">
          <TeamNames organizationId={organizationId} teamIds={teamIds} />
        </Box>
        <Text size="sm" c="dimmed" hiddenFrom="sm">
          {endWords[status]} {whenItEnds}
        </Text>
        <Text component="div" size="sm" hiddenFrom="sm">
          <DeliveryOf invitation={invitation} />
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="md">
        {roleWords[role].name}
        <TeamNames organizationId={organizationId} teamIds={teamIds} />
      </Table.Td>
      <Table.Td visibleFrom="lg" title={invitedBy.email} className="wraps-anywhere">
        {invitedBy.name}
      </Table.Td>
      <Table.Td visibleFrom="sm" title={onDateAndTime(lastSentAt)}>
        {fromNow(lastSentAt, now)}
        {sentCount > 1 && (
          <Text size="xs" c="dimmed">
            {sentCount} emails
          </Text>
        )}
      </Table.Td>
      <Table.Td visibleFrom="sm" title={onDateAndTime(end)} className="stays-on-one-line">
        {whenItEnds}
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <DeliveryOf invitation={invitation} />
      </Table.Td>
      {status !== 'accepted' && (
        <Table.Td ta="end">
          <Actions {...props} />
        </Table.Td>
      )}
    </Table.Tr>
  );
};
