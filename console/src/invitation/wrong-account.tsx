import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { meQuery } from '#console/api/queries.ts';
import { MessagePage } from '#console/pages/message-page.tsx';
import { beginSignIn } from '#console/session/session.ts';

type WrongAccountProps = { readonly organizationName: string; readonly maskedEmail: string };

/** Signed in, but as someone else. Nothing was changed; the invitation waits. */
export const WrongAccount = ({ organizationName, maskedEmail }: WrongAccountProps) => {
  const { data: me } = useQuery(meQuery());
  return (
    <MessagePage
      title="This invitation is for another account"
      actions={
        <Button
          size="md"
          onClick={() => void beginSignIn({ returnTo: '/invitation', accept: true }, { chooseAccount: true })}
        >
          Switch account
        </Button>
      }
    >
      The invitation to <strong>{organizationName}</strong> was sent to <strong>{maskedEmail}</strong>
      {me && (
        <>
          , and you are signed in as <strong>{me.user.email}</strong>
        </>
      )}
      . Switch to that Google account to accept it.
    </MessagePage>
  );
};
