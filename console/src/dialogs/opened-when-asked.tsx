import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ComponentType, useEffect } from 'react';
import { partQuery } from '#console/api/part-query.ts';
import { showFailure } from '#console/ui/notices.ts';
import { useBusyButton } from './busy-button.ts';

/** In place of a dialog that is on its way: its button shows that it loads. */
const Loading = () => {
  useBusyButton();
  return <VisuallyHidden role="status">Loading</VisuallyHidden>;
};

/** A dialog that is fetched when it is first opened. A notice says so where that fails, and the page stays. */
export const openedWhenAsked = <P extends { readonly onClose: () => void }>(
  name: string,
  fetchDialog: () => Promise<ComponentType<P>>,
): ComponentType<P> => {
  const query = partQuery(name, fetchDialog);
  return (props) => {
    const { data: Dialog, error } = useQuery(query);
    const { onClose } = props;
    useEffect(() => {
      if (error === null) return;
      showFailure('Couldn’t open this', error.message);
      onClose();
    }, [error, onClose]);
    if (error !== null) return null;
    return Dialog ? <Dialog {...props} /> : <Loading />;
  };
};
