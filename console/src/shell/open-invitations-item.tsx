import { Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type * as z from 'zod/mini';
import type { me } from '#core/contract/organization.ts';
import { useAcceptance } from '../invitation/accept.ts';

type OpenInvitation = z.infer<typeof me>['invitations'][number];

/** Another organization that waits for this person. */
export const OpenInvitationsItem = ({ invitation }: { readonly invitation: OpenInvitation }) => {
  const acceptance = useAcceptance();
  const { id: invitationId, organizationId, organizationName } = invitation;
  return (
    <Menu.Item
      c="indigo"
      onClick={() =>
        acceptance.mutate(
          { invitationId, organizationId },
          { onError: ({ message }) => notifications.show({ color: 'red', message }) },
        )
      }
    >
      Join {organizationName}
    </Menu.Item>
  );
};
