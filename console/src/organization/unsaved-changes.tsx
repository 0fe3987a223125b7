import { Button, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { useBlocker } from 'react-router';
import { Dialog } from '#console/dialogs/dialog.tsx';
import { DialogButtons } from '#console/dialogs/dialog-buttons.tsx';

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
    <Dialog onClose={blocker.reset} title="Discard unsaved changes?">
      <Stack>
        <Text>Your changes to allowed email domains haven’t been saved.</Text>
        <DialogButtons onCancel={blocker.reset} cancel="Keep editing" cancelFirst>
          <Button color="red.9" onClick={leave}>
            Discard changes
          </Button>
        </DialogButtons>
      </Stack>
    </Dialog>
  );
};
