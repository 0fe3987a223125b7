import { Button, Group, Paper, Text } from '@mantine/core';
import { takingOut } from '#console/dialogs/focus-back.ts';

type SelectionBarProps = {
  readonly count: number;
  readonly onResend: () => void;
  readonly onRevoke: () => void;
  readonly onClear: () => void;
};

/** What can be done to all invitations that are selected. */
export const SelectionBar = ({ count, onResend, onRevoke, onClear }: SelectionBarProps) => (
  <Paper withBorder p="xs" mb="md" pos="sticky" top={64} style={{ zIndex: 2 }}>
    <Group gap="xs">
      <Text size="sm" fw={600} role="status" mr="auto">
        {count} selected
      </Text>
      <Button size="xs" variant="default" onClick={onResend}>
        Resend {count} selected
      </Button>
      <Button size="xs" variant="default" onClick={onRevoke}>
        Revoke {count} selected
      </Button>
      <Button size="xs" variant="subtle" onClick={() => takingOut(onClear)}>
        Clear selection
      </Button>
    </Group>
  </Paper>
);
