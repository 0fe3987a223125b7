import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { type ComponentType, useEffect } from 'react';
import { partQuery } from '#console/api/part-query.ts';

/** A dialog that is fetched when it is first opened. Where it can't be, that is told, and the page stays. */
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
      notifications.show({ color: 'red', title: 'This did not open', message: error.message });
      onClose();
    }, [error, onClose]);
    return Dialog && <Dialog {...props} />;
  };
};
