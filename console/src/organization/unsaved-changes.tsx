import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { useBlocker } from 'react-router';
import { Dialog } from '#console/dialogs/dialog.tsx';

type UnsavedChangesProps = { readonly when: boolean; readonly onDiscard: () => void };

/** Asks before a page with unsaved changes is left, by a link, the back button or closing the tab. */
export const UnsavedChanges = ({ when, onDiscard }: UnsavedChangesProps) => {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => when && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (!when) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [when]);
  if (blocker.state !== 'blocked') return null;
  const leave = () => {
    blocker.proceed();
    onDiscard();
  };
  return (
    <Dialog onClose={blocker.reset} title="Leave without saving?" centered>
      <Stack>
        <Text>The allowed email domains were changed and not saved.</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={blocker.reset} data-autofocus>
            Stay
          </Button>
          <Button color="red.9" onClick={leave}>
            Discard changes
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
};
