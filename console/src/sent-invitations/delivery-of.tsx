import { Text } from '@mantine/core';
import type { Invitation } from '#core/contract/invitation.ts';
import { deliveryWords } from './delivery-words.ts';

/** How the last email fared, with all that can be said where it did not arrive. */
export const DeliveryOf = ({ invitation }: { readonly invitation: Invitation }) => {
  const { text, reason, bad } = deliveryWords(invitation);
  return (
    <>
      <Text size="sm" {...(bad && { c: 'var(--mantine-color-error)', fw: 600 })}>
        {text}
      </Text>
      {reason !== undefined && (
        <Text size="xs" c="dimmed">
          {reason}
        </Text>
      )}
    </>
  );
};
