import { Button } from '@mantine/core';
import { MessagePage } from './message-page.tsx';

export const CannotOpen = () => (
  <MessagePage
    title="The console can’t be opened"
    actions={<Button onClick={() => window.location.reload()}>Try again</Button>}
  >
    Its settings did not load. Check your internet connection, then try again.
  </MessagePage>
);
