import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { MessageInPage } from './message-in-page.tsx';

/** An address below an organization that no page has. */
export const NoSuchPage = () => (
  <MessageInPage
    title="This page does not exist"
    actions={
      <Button component={Link} to="/" variant="default">
        Go to the start page
      </Button>
    }
  >
    The address may be mistyped, or what it showed is gone. The menu has every page there is.
  </MessageInPage>
);
