import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { MessageInPage } from './message-in-page.tsx';

/** In the place of a page of an organization. */
export const NoSuchPage = () => (
  <MessageInPage
    title="Page not found"
    actions={
      <Button component={Link} to="/" variant="default">
        Go home
      </Button>
    }
  >
    The link may be wrong, or the page may have been removed.
  </MessageInPage>
);
