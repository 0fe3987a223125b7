import { Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type * as z from 'zod/mini';
import { meQuery } from '#console/api/queries.ts';
import { MessagePage } from '#console/pages/message-page.tsx';
import { SwitchAccountButton } from '#console/pages/switch-account-button.tsx';
import type { invitationPreview } from '#core/contract/invitation.ts';
import { GoOn } from './go-on.tsx';
import { useOwnOrganization } from './own-organization.ts';

type WrongAccountProps = { readonly preview: z.infer<typeof invitationPreview>; readonly token: string };

/** Signed in, but as someone else. Nothing has changed, and the invitation stays open. */
export const WrongAccount = ({ preview, token }: WrongAccountProps) => {
  const { organizationName, maskedEmail, invitedBy } = preview;
  const { data: me } = useQuery(meQuery());
  const own = useOwnOrganization(token);
  return (
    <MessagePage
      title="You’re signed in with a different account"
      actions={
        <Group>
          <SwitchAccountButton main to={{ returnTo: '/invitation', accept: true }} />
          {me && me.organizations.length > 0 && <GoOn organization={own} />}
        </Group>
      }
    >
      <Stack gap="sm">
        <span>
          The invitation to <strong>{organizationName}</strong> was sent to <strong>{maskedEmail}</strong>
          {me && (
            <>
              ; you’re signed in as <strong>{me.user.email}</strong>
            </>
          )}
          . Switch accounts to accept it.
        </span>
        {own ? (
          <span>You’re already a member of {own.name} with this account.</span>
        ) : (
          me && (
            <span>
              To join with this account instead, ask {invitedBy.name} to invite {me.user.email}.
            </span>
          )
        )}
      </Stack>
    </MessagePage>
  );
};
