import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';

type DialogButtonsProps = {
  readonly onCancel: () => void;
  /** Label of the button that changes nothing. @default Cancel */
  readonly cancel?: string;
  /** Where no field of the dialog takes the focus, the safe button does. */
  readonly cancelFirst?: boolean;
  /** The button that goes on. */
  readonly children: ReactNode;
};

/** The end of a dialog: the safe button, then the one that changes something. */
export const DialogButtons = ({ onCancel, cancel = 'Cancel', cancelFirst = false, children }: DialogButtonsProps) => (
  <Group justify="flex-end">
    <Button variant="default" onClick={onCancel} data-autofocus={cancelFirst || undefined}>
      {cancel}
    </Button>
    {children}
  </Group>
);
