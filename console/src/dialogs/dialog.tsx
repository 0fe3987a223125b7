import { Modal, type ModalProps } from '@mantine/core';
import { useFocusBack } from './focus-back.ts';

/** A dialog that is there for as long as it is open. Closed, it leaves the focus where it was before. */
export const Dialog = (props: Omit<ModalProps, 'opened'>) => {
  useFocusBack();
  return <Modal opened returnFocus={false} {...props} />;
};
