import { Button, Group, Stack, Text } from '@mantine/core';
import { takeFocus } from '#console/dialogs/focus-back.ts';

type DiscardProps = { readonly count: number; readonly onStay: () => void; readonly onDiscard: () => void };

/** Asks before emails that were entered and not invited are thrown away. */
export const Discard = ({ count, onStay, onDiscard }: DiscardProps) => (
  <Stack>
    <Text role="alert">
      {count === 1
        ? 'Discard this email? The person hasn’t been invited.'
        : `Discard ${count.toLocaleString('en')} emails? They haven’t been invited.`}
    </Text>
    <Group justify="flex-end">
      <Button variant="default" onClick={onStay} ref={takeFocus}>
        Keep editing
      </Button>
      <Button color="red.9" onClick={onDiscard}>
        Discard
      </Button>
    </Group>
  </Stack>
);
