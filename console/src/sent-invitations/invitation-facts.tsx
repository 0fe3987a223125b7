import { Group, Table, Text, Title } from '@mantine/core';
import { roleWords } from '#console/members/role-words.ts';
import { StatusBadge } from '#console/members/status-badge.tsx';
import { TeamNames } from '#console/members/team-names.tsx';
import { onDateAndTime } from '#console/members/times.ts';
import type { Invitation, InvitationStatus } from '#core/contract/invitation.ts';
import { DeliveryOf } from './delivery-of.tsx';
import { endFromNow, endOf, endWords, statusWords } from './invitation-status.ts';

const statusColors: Readonly<Record<InvitationStatus, string>> = {
  pending: 'blue',
  accepted: 'teal',
  expired: 'gray',
  revoked: 'red',
};

type InvitationFactsProps = {
  readonly invitation: Invitation;
  readonly status: InvitationStatus;
  readonly now: number;
};

/** What an invitation offers, to whom, and how it stands. */
export const InvitationFacts = ({ invitation, status, now }: InvitationFactsProps) => {
  const { organizationId, email, role, teamIds, invitedBy, sentCount } = invitation;
  const facts = [
    ['Role', roleWords[role].name],
    [
      'Teams',
      teamIds.length > 0 ? <TeamNames key="teams" organizationId={organizationId} teamIds={teamIds} /> : 'None',
    ],
    ['Invited by', `${invitedBy.name} (${invitedBy.email})`],
    [endWords[status], `${onDateAndTime(endOf(invitation))} (${endFromNow(invitation, now)})`],
    ['Emails', sentCount],
    ['Last email', <DeliveryOf key="delivery" invitation={invitation} />],
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
