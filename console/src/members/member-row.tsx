import { ActionIcon, Avatar, Box, Group, Menu, Table, Text } from '@mantine/core';
import type { Member } from '#core/contract/organization.ts';
import classes from './members-table.module.css';
import { roleWords } from './role-words.ts';
import { StatusBadge } from './status-badge.tsx';
import { TeamNames } from './team-names.tsx';
import { onDate } from './times.ts';

type MemberActions = {
  readonly onChange: () => void;
  readonly onRemove: () => void;
  readonly onHistory: () => void;
};

type MemberRowProps = { readonly organizationId: string; readonly member: Member; readonly isCaller: boolean } & (
  | MemberActions
  | Partial<Record<keyof MemberActions, never>>
);

const Actions = ({
  name,
  isCaller,
  onChange,
  onRemove,
  onHistory,
}: MemberActions & { name: string; isCaller: boolean }) => (
  <Menu position="bottom-end" width={260} shadow="md" withinPortal={false} withInitialFocusPlaceholder={false}>
    <Menu.Target>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="var(--mantine-color-text)"
        size="lg"
        aria-label={`Actions for ${name}`}
      >
        ⋯
      </ActionIcon>
    </Menu.Target>
    <Menu.Dropdown>
      <Menu.Item onClick={onChange}>Change role and teams</Menu.Item>
      <Menu.Item onClick={onHistory}>History of the invitation</Menu.Item>
      {!isCaller && (
        <Menu.Item c="var(--mantine-color-error)" onClick={onRemove}>
          Remove from the organization
        </Menu.Item>
      )}
    </Menu.Dropdown>
  </Menu>
);

/** A member; with actions for those who may change members. */
export const MemberRow = ({ organizationId, member, isCaller, onChange, onRemove, onHistory }: MemberRowProps) => (
  <Table.Tr role="row" className={classes.row}>
    <Table.Td role="cell">
      <Group gap="sm" wrap="nowrap">
        <Avatar src={member.pictureUrl} name={member.name} alt="" imageProps={{ referrerPolicy: 'no-referrer' }} />
        <div>
          <Text size="sm" fw={600} className="wraps-anywhere">
            {member.name}
            {isCaller && (
              <Text span size="sm" c="dimmed" fw={400}>
                {' '}
                (you)
              </Text>
            )}
          </Text>
          <Text size="sm" c="dimmed" className="wraps-anywhere">
            {member.email}
          </Text>
          <Text size="sm" hiddenFrom="lg">
            {roleWords[member.role].name}
          </Text>
          <Text size="sm" c="dimmed" hiddenFrom="lg">
            Joined {onDate(member.joinedAt)}
          </Text>
          <Box hiddenFrom="lg">
            <TeamNames organizationId={organizationId} teamIds={member.teamIds} />
          </Box>
        </div>
      </Group>
    </Table.Td>
    <Table.Td role="cell" visibleFrom="lg">
      {roleWords[member.role].name}
    </Table.Td>
    <Table.Td role="cell" visibleFrom="lg">
      <TeamNames organizationId={organizationId} teamIds={member.teamIds} />
    </Table.Td>
    <Table.Td role="cell">
      <StatusBadge color="teal">Active</StatusBadge>
    </Table.Td>
    <Table.Td role="cell" visibleFrom="lg" className="stays-on-one-line">
      {onDate(member.joinedAt)}
    </Table.Td>
    {onChange && (
      <Table.Td role="cell">
        <Actions name={member.name} isCaller={isCaller} onChange={onChange} onRemove={onRemove} onHistory={onHistory} />
      </Table.Td>
    )}
  </Table.Tr>
);
