import { Progress, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { takeFocus } from '#console/dialogs/focus-back.ts';

type SendingProgressProps = { readonly answered: number; readonly left: number };

/** Number of addresses with a result. The browser asks before the page is closed. */
export const SendingProgress = ({ answered, left }: SendingProgressProps) => {
  const total = answered + left;
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, []);
  return (
    <Stack py="md">
      <Text role="status" fw={600} tabIndex={-1} ref={takeFocus}>
        {total === 1
          ? 'Sending the invitation…'
          : `Sending ${answered.toLocaleString('en')} of ${total.toLocaleString('en')}…`}
      </Text>
      <Progress value={Math.max((100 * answered) / total, 3)} size="lg" animated aria-label="Invitations sent" />
      <Text size="sm" c="dimmed">
        Keep this page open until it’s finished.
      </Text>
    </Stack>
  );
};
