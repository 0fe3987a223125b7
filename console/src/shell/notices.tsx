import { type NotificationData, notifications, useNotifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { partQuery } from '#console/api/part-query.ts';

const listPart = partQuery('notices', async () => (await import('./notice-list.tsx')).NoticeList);

const isFailure = ({ color }: NotificationData): boolean => color === 'red' || color === 'orange';

/** Failures stay until they are closed (WCAG 2.2.1): there is no hurry to read what to do about them. */
const useLastingFailures = (shown: readonly NotificationData[]): void =>
  useEffect(() => {
    for (const notice of shown)
      if (isFailure(notice) && notice.autoClose === undefined) notifications.update({ ...notice, autoClose: false });
  }, [shown]);

/** Notices in a corner. Their part is fetched with the first of them. */
export const Notices = () => {
  const { notifications: shown } = useNotifications();
  useLastingFailures(shown);
  const some = shown.length > 0;
  const { data: List } = useQuery({ ...listPart, enabled: some });
  return some && List && <List />;
};
