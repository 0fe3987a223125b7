import { Group, Table, Text, Title } from '@mantine/core';
import { roleWords } from '#console/roles-and-teams/role-words.ts';
import { TeamNames, useTeamNaming } from '#console/roles-and-teams/team-names.tsx';
import { useByTheClock } from '#console/ui/clock.ts';
import { StatusBadge } from '#console/ui/status-badge.tsx';
import { onDateAndTime } from '#console/ui/times.ts';
import type { Invitation, InvitationStatus } from '#core/contract/invitation.ts';
import { DeliveryOf } from './delivery-of.tsx';
import { endFromNow, endOf, endWords, statusWords } from './invitation-status.ts';

const statusColors = {
  pending: 'blue',
  accepted: 'teal',
  expired: 'gray',
  revoked: 'red',
} as const satisfies Record<InvitationStatus, string>;

type InvitationFactsProps = {
  readonly invitation: Invitation;
  readonly status: InvitationStatus;
};

/** The facts of an invitation: role, teams, inviter, expiry, emails. */
export const InvitationFacts = ({ invitation, status }: InvitationFactsProps) => {
  const { organizationId, email, role, teamIds, invitedBy, sentCount, newInvitationRequestedAt } = invitation;
  const naming = useTeamNaming(organizationId);
  const untilOrSince = useByTheClock((now) => endFromNow(invitation, now));
  const facts = [
    ['Role', roleWords[role].name],
    ['Teams', teamIds.length > 0 ? <TeamNames key="teams" teamIds={teamIds} naming={naming} /> : 'None'],
    ['Invited by', `${invitedBy.name} (${invitedBy.email})`],
    [endWords[status], `${onDateAndTime(endOf(invitation))} (${untilOrSince})`],
    ...(newInvitationRequestedAt === null
      ? []
      : [['Requested', `A new invitation, ${onDateAndTime(newInvitationRequestedAt)}`] as const]),
    ['Emails sent', sentCount],
    ['Latest email', <DeliveryOf key="delivery" invitation={invitation} />],
  ] as const;
  return (
    <>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Title order={2} size="h4" className="wraps-anywhere">
          {email}
        </Title>
        <StatusBadge color={statusColors[status]}>{statusWords[status]}</StatusBadge>
      </Group>
      <Table variant="vertical" layout="fixed" withRowBorders={false} aria-label="The invitation">
        <Table.Tbody>
          {facts.map(([name, fact]) => (
            <Table.Tr key={name}>
              <Table.Th w={110}>{name}</Table.Th>
              <Table.Td className="wraps-anywhere">
                {typeof fact === 'string' || typeof fact === 'number' ? <Text size="sm">{fact}</Text> : fact}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
};
