import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { MessagePage } from '#console/pages/message-page.tsx';

/** The page without a link: opened by hand, or again after the invitation was accepted. */
export const NoLink = () => (
  <MessagePage
    title="This invitation link is incomplete"
    actions={
      <Button component={Link} to="/" variant="default">
        Go to my organizations
      </Button>
    }
  >
    Open it again with the button in the invitation email, or copy all of the address below that button.
  </MessagePage>
);
