import { Progress, Stack, Text } from '@mantine/core';
import { takeFocus } from '#console/dialogs/focus-back.ts';

type SendingProgressProps = { readonly answered: number; readonly left: number };

/** How many addresses have their outcome. */
export const SendingProgress = ({ answered, left }: SendingProgressProps) => {
  const total = answered + left;
  return (
    <Stack py="md">
      <Text role="status" fw={600} tabIndex={-1} ref={takeFocus}>
        {total === 1 ? 'Sending the invitation …' : `Sending: ${answered} of ${total} addresses are done …`}
      </Text>
      <Progress value={Math.max((100 * answered) / total, 3)} size="lg" animated aria-label="Addresses done" />
      <Text size="sm" c="dimmed">
        Keep this page open until all are done.
      </Text>
    </Stack>
  );
};
