import { Button } from '@mantine/core';
import { MessagePage } from './message-page.tsx';

/** A page could not be fetched, or failed in a way that nobody foresaw. */
export const RouteFailed = () => (
  <MessagePage title="Something went wrong" actions={<Button onClick={() => window.location.reload()}>Reload</Button>}>
    The page could not be shown. A new version may have come out while it was open: reload it.
  </MessagePage>
);
