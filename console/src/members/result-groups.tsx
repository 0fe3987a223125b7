import { Alert, Stack, Text } from '@mantine/core';
import { FirstAddresses } from '#console/bulk/first-addresses.tsx';
import { groupWords, type ResultGroup } from './member-results.ts';

type ResultGroupsProps = {
  readonly groups: readonly ResultGroup[];
  readonly isDone: boolean;
  readonly isRemoval: boolean;
};

/** Members by the expected or actual result of a bulk change. */
export const ResultGroups = ({ groups, ...options }: ResultGroupsProps) => (
  <Stack gap="sm">
    {groups.map((group) => {
      const emails = group.members.map(({ email }) => email);
      if (group.outcome === 'rejected')
        return (
          <Alert key={group.detail} color="red" title={groupWords(group, options)}>
            <Text size="sm">{group.detail}</Text>
            <FirstAddresses emails={emails} />
          </Alert>
        );
      return (
        <div key={group.outcome}>
          <Text fw={600}>{groupWords(group, options)}</Text>
          <FirstAddresses emails={emails} />
        </div>
      );
    })}
  </Stack>
);
