import { List } from '@mantine/core';
import { settingsInUse } from '#console/session/settings.ts';
import type { Invitation } from '#core/contract/invitation.ts';
import { deliveryWords } from './delivery-words.ts';

/** What to do where someone does not answer, or was invited to the wrong thing. */
export const PendingAdvice = ({ invitation }: { readonly invitation: Invitation }) => (
  <List size="xs" c="dimmed" spacing={4} aria-label="What to do">
    {!deliveryWords(invitation).bad && (
      <List.Item>
        Not received? Check the address, and ask them to look in their spam folder; their IT may have to let emails from{' '}
        {settingsInUse().productName} in. Then resend it, or try another address.
      </List.Item>
    )}
    <List.Item>
      An invitation can’t be edited or extended. To change its role, teams or time, revoke it and invite again.
    </List.Item>
  </List>
);
