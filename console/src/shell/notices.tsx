import { useNotifications } from '@mantine/notifications';
import { lazy, Suspense } from 'react';

const NoticeList = lazy(async () => ({ default: (await import('./notice-list.tsx')).NoticeList }));

/** What was done, told in a corner. Fetched when there is something to tell. */
export const Notices = () => {
  const { notifications } = useNotifications();
  return (
    notifications.length > 0 && (
      <Suspense>
        <NoticeList />
      </Suspense>
    )
  );
};
