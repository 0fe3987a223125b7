import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { MessagePage } from './message-page.tsx';

export const NotFound = () => (
  <MessagePage
    title="This page does not exist"
    actions={
      <Button component={Link} to="/">
        Go to the start page
      </Button>
    }
  >
    The address may be mistyped, or what it showed is gone.
  </MessagePage>
);
