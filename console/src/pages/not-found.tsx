import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { MessagePage } from './message-page.tsx';

export const NotFound = () => (
  <MessagePage
    title="Page not found"
    actions={
      <Button component={Link} to="/">
        Go home
      </Button>
    }
  >
    The link may be wrong, or the page may have been removed.
  </MessagePage>
);
