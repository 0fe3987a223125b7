import { Anchor, Button, Checkbox, Group, Table, Text } from '@mantine/core';
import { Address } from '#console/members/address.tsx';
import { roleWords } from '#console/members/role-words.ts';
import { TeamNames } from '#console/members/team-names.tsx';
import { onDateAndTime, sinceThen } from '#console/members/times.ts';
import type { Invitation, InvitationStatus } from '#core/contract/invitation.ts';
import { DeliveryMark } from './delivery-mark.tsx';
import { endFromNow, endOf, endWords } from './invitation-status.ts';
import classes from './invitations-table.module.css';
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
    <Group gap="xs" className="actions">
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
    <Button size="xs" variant="default" onClick={onInviteAgain} aria-label={`Invite again: ${invitation.email}`}>
      Invite again
    </Button>
  );

/** When, by whom and how often it was sent. */
const Sending = ({ invitation, now }: Pick<InvitationRowProps, 'invitation' | 'now'>) => {
  const { invitedBy, sentCount, lastSentAt } = invitation;
  return (
    <Table.Td role="cell" className={classes.sent}>
      <Text size="sm" className={classes.line} title={onDateAndTime(lastSentAt)}>
        <span className={classes.narrowOnly}>Sent </span>
        {sinceThen(lastSentAt, now)}
      </Text>
      <Text size="xs" c="dimmed" truncate title={`${invitedBy.name} (${invitedBy.email})`}>
        by {invitedBy.name}
      </Text>
      {sentCount > 1 && (
        <Text size="xs" c="dimmed">
          {sentCount} emails
        </Text>
      )}
    </Table.Td>
  );
};

/** An invitation, with what can be done about it. */
export const InvitationRow = (props: InvitationRowProps) => {
  const { invitation, status, now, chosen, onChoose, onOpen } = props;
  const { organizationId, email, role, teamIds } = invitation;
  const end = endOf(invitation);
  return (
    <Table.Tr role="row" className={chosen ? `${classes.row} ${classes.chosen}` : classes.row}>
      {status === 'pending' && (
        <Table.Td role="cell" className={classes.select}>
          <Checkbox className={classes.line} checked={chosen} onChange={onChoose} aria-label={`Select ${email}`} />
        </Table.Td>
      )}
      <Table.Td role="cell" className={`${classes.address} wraps-anywhere`}>
        <Anchor
          component="button"
          type="button"
          size="sm"
          fw={600}
          ta="start"
          className={classes.line}
          onClick={onOpen}
        >
          <Address email={email} />
        </Anchor>
      </Table.Td>
      <Table.Td role="cell" className={classes.role}>
        <Text size="sm" className={classes.line}>
          {roleWords[role].name}
        </Text>
        <TeamNames organizationId={organizationId} teamIds={teamIds} />
      </Table.Td>
      <Sending invitation={invitation} now={now} />
      <Table.Td role="cell" className={classes.ends}>
        <Text size="sm" className={classes.line} title={onDateAndTime(end)}>
          <span className={classes.narrowOnly}>{endWords[status]} </span>
          {endFromNow(invitation, now)}
        </Text>
      </Table.Td>
      <Table.Td role="cell" className={classes.delivery}>
        <DeliveryMark invitation={invitation} className={classes.line} onOpen={onOpen} />
      </Table.Td>
      {status !== 'accepted' && (
        <Table.Td role="cell" className={classes.actions}>
          <Actions {...props} />
        </Table.Td>
      )}
    </Table.Tr>
  );
};
