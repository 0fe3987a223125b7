import { useNotifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { partQuery } from '#console/api/part-query.ts';

const listPart = partQuery('notices', async () => (await import('./notice-list.tsx')).NoticeList);

/** What was done, told in a corner. Fetched when there is something to tell. */
export const Notices = () => {
  const some = useNotifications().notifications.length > 0;
  const { data: List } = useQuery({ ...listPart, enabled: some });
  return some && List && <List />;
};
