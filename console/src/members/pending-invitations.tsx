import { Button, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Invitation } from '#core/contract/invitation.ts';
import { invitationsQuery } from '../api/queries.ts';
import { PagesOf } from './pages-of.tsx';
import { PendingRow } from './pending-row.tsx';
import { RevokeInvitation } from './revoke-invitation.tsx';

type PendingInvitationsProps = { readonly organizationId: string; readonly onInvite: () => void };

/** Invitations that were sent and not accepted yet, newest first. */
export const PendingInvitations = ({ organizationId, onInvite }: PendingInvitationsProps) => {
  const query = useInfiniteQuery({ ...invitationsQuery(organizationId, 'pending'), refetchInterval: 30_000 });
  const [revoking, setRevoking] = useState<Invitation>();
  const invitations = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <PagesOf query={query}>
      {invitations.length === 0 ? (
        <Stack align="flex-start">
          <Text>No invitation is waiting for an answer.</Text>
          <Button variant="default" onClick={onInvite}>
            Invite Members
          </Button>
        </Stack>
      ) : (
        <Table verticalSpacing="sm" aria-label="Pending Invitations">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Address</Table.Th>
              <Table.Th visibleFrom="sm">Role</Table.Th>
              <Table.Th visibleFrom="lg">Teams</Table.Th>
              <Table.Th visibleFrom="lg">Invited by</Table.Th>
              <Table.Th visibleFrom="sm">Sent</Table.Th>
              <Table.Th visibleFrom="sm">Expires</Table.Th>
              <Table.Th visibleFrom="sm">Delivery</Table.Th>
              <Table.Th>Actions</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {invitations.map((invitation) => (
              <PendingRow key={invitation.id} invitation={invitation} onRevoke={() => setRevoking(invitation)} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {revoking && <RevokeInvitation invitation={revoking} onClose={() => setRevoking(undefined)} />}
    </PagesOf>
  );
};
