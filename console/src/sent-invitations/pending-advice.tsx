import { List } from '@mantine/core';
import { settingsInUse } from '#console/session/settings.ts';
import { useByTheClock } from '#console/ui/clock.ts';
import type { Invitation } from '#core/contract/invitation.ts';
import { deliveryWords } from './delivery-words.ts';
import { whyNotResend } from './why-not-resend.ts';

/** Advice for a pending invitation: no email came, or something in it is wrong. */
export const PendingAdvice = ({ invitation }: { readonly invitation: Invitation }) => {
  const whyNot = useByTheClock((now) => whyNotResend(invitation, now));
  const { bad, reason } = deliveryWords(invitation);
  return (
    <List size="xs" c="dimmed" spacing={4} aria-label="What to do">
      {whyNot !== undefined && whyNot !== reason && <List.Item>{whyNot}</List.Item>}
      {!bad && (
        <List.Item>
          Didn’t get it? Check the address and ask them to look in spam. Their IT team may need to allow email from{' '}
          {settingsInUse().productName}. Then resend, or try a different address.
        </List.Item>
      )}
      <List.Item>Invitations can’t be edited or extended. To change anything, revoke it and send a new one.</List.Item>
    </List>
  );
};
