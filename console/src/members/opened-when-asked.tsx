import { notifications } from '@mantine/notifications';
import { type ComponentType, lazy, Suspense, useEffect } from 'react';

type Closable = { readonly onClose: () => void };

const NotLoaded = ({ onClose }: Closable) => {
  useEffect(() => {
    notifications.show({
      color: 'red',
      title: 'This did not open',
      message: 'A part of the page could not be fetched. Check your internet connection, then reload the page.',
    });
    onClose();
  }, [onClose]);
  return null;
};

/** A dialog that is fetched when it is first opened. Where it can't be, that is told, and the page stays. */
export const openedWhenAsked = <P extends Closable>(fetchDialog: () => Promise<ComponentType<P>>): ComponentType<P> => {
  const Dialog = lazy<ComponentType<P>>(async () => ({ default: await fetchDialog().catch(() => NotLoaded) }));
  return (props) => (
    <Suspense>
      <Dialog {...props} />
    </Suspense>
  );
};
