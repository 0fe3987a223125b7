import { Group, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { openedWhenAsked } from '#console/dialogs/opened-when-asked.tsx';
import type { Invitation } from '#core/contract/invitation.ts';
import type { Member } from '#core/contract/organization.ts';
import { Choice } from './choice.tsx';
import { InvitedRow } from './invited-row.tsx';
import { type MemberStatus, useListFilters } from './list-filters.ts';
import { MemberRow } from './member-row.tsx';
import classes from './members-table.module.css';
import { PagesOf } from './pages-of.tsx';
import { roleWords } from './role-words.ts';
import { SearchByAddress } from './search-by-address.tsx';
import { useMembersAndInvited } from './use-members-and-invited.ts';
import { useNow } from './use-now.ts';

const ChangeMember = openedWhenAsked('change-member', async () => (await import('./change-member.tsx')).ChangeMember);
const RemoveMember = openedWhenAsked('remove-member', async () => (await import('./remove-member.tsx')).RemoveMember);
const RevokeInvitation = openedWhenAsked(
  'revoke-invitation',
  async () => (await import('#console/sent-invitations/revoke-invitation.tsx')).RevokeInvitation,
);

const statuses: Readonly<Record<MemberStatus, string>> = { active: 'Active', invited: 'Invited', all: 'All' };
const roles = {
  any: 'All roles',
  admin: roleWords.admin.name,
  user: roleWords.user.name,
  viewer: roleWords.viewer.name,
};

const Filters = ({ isAdmin }: { readonly isAdmin: boolean }) => {
  const { memberStatus, role, email, change } = useListFilters();
  return (
    <Group align="flex-start" mb="md">
      <SearchByAddress value={email} onChange={(value) => change('email', value, true)} placeholder="ann@" />
      {isAdmin && (
        <Choice
          label="Status"
          options={statuses}
          value={memberStatus}
          onChange={(value) => change('status', value === 'active' ? undefined : value)}
        />
      )}
      <Choice
        label="Role"
        options={roles}
        value={role ?? 'any'}
        onChange={(value) => change('role', value === 'any' ? undefined : value)}
      />
    </Group>
  );
};

type Asked =
  | { readonly to: 'change' | 'remove'; readonly member: Member }
  | { readonly to: 'revoke'; readonly invitation: Invitation };

type MembersTabProps = {
  readonly organizationId: string;
  readonly isAdmin: boolean;
  readonly callerId: string;
};

/** Everyone in the organization, by address; for admins also who is invited to it. */
export const MembersTab = ({ organizationId, isAdmin, callerId }: MembersTabProps) => {
  const now = useNow(30_000);
  const { invited, members, list, nothing } = useMembersAndInvited(organizationId, isAdmin, now);
  const { change } = useListFilters();
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  return (
    <>
      <Filters isAdmin={isAdmin} />
      <PagesOf query={list}>
        {nothing !== undefined ? (
          <Text>{nothing}</Text>
        ) : (
          <Table verticalSpacing="sm" role="table" className={classes.table} aria-label="Members">
            <Table.Thead role="rowgroup">
              <Table.Tr role="row">
                <Table.Th role="columnheader">Name</Table.Th>
                <Table.Th role="columnheader">Role</Table.Th>
                <Table.Th role="columnheader">Teams</Table.Th>
                <Table.Th role="columnheader">Status</Table.Th>
                <Table.Th role="columnheader">{members.length === 0 ? 'Expires' : 'Joined'}</Table.Th>
                {isAdmin && <Table.Th role="columnheader">Actions</Table.Th>}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody role="rowgroup">
              {invited.map((invitation) => (
                <InvitedRow
                  key={invitation.id}
                  invitation={invitation}
                  now={now}
                  onOpen={() => change('invitation', invitation.id)}
                  onRevoke={() => setAsked({ to: 'revoke', invitation })}
                />
              ))}
              {members.map((member) => (
                <MemberRow
                  key={member.userId}
                  organizationId={organizationId}
                  member={member}
                  isCaller={member.userId === callerId}
                  {...(isAdmin && {
                    onChange: () => setAsked({ to: 'change', member }),
                    onRemove: () => setAsked({ to: 'remove', member }),
                    onHistory: () => change('invitation', member.invitationId),
                  })}
                />
              ))}
            </Table.Tbody>
          </Table>
        )}
      </PagesOf>
      {asked?.to === 'change' && (
        <ChangeMember
          organizationId={organizationId}
          member={asked.member}
          isCaller={asked.member.userId === callerId}
          onClose={close}
        />
      )}
      {asked?.to === 'remove' && <RemoveMember organizationId={organizationId} member={asked.member} onClose={close} />}
      {asked?.to === 'revoke' && <RevokeInvitation invitation={asked.invitation} onClose={close} />}
    </>
  );
};
