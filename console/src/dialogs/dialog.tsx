import { Modal, type ModalProps } from '@mantine/core';
import { useFocusBack } from './focus-back.ts';

/** A dialog that exists for as long as it is open. Each opens at the same place: one that grows does not move its top. */
export const Dialog = (props: Omit<ModalProps, 'opened'>) => {
  useFocusBack();
  return <Modal opened returnFocus={false} {...props} centered={false} />;
};
