import { Button } from '@mantine/core';
import { productName } from '#console/shell/page-title.ts';
import { MessagePage } from './message-page.tsx';

export const CannotOpen = () => (
  <MessagePage
    title={`${productName()} couldn’t start`}
    actions={<Button onClick={() => window.location.reload()}>Try again</Button>}
  >
    Check your internet connection, then try again.
  </MessagePage>
);
