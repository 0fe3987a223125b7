import { Text } from '@mantine/core';
import type { Invitation } from '#core/contract/invitation.ts';
import { deliveryWords } from './delivery-words.ts';

/** How the last email fared. One that did not arrive still holds its place under the plan's limit while it is pending. */
export const DeliveryOf = ({ invitation }: { readonly invitation: Invitation }) => {
  const { text, reason, bad } = deliveryWords(invitation);
  return (
    <>
      <Text size="sm" {...(bad && { c: 'var(--mantine-color-error)', fw: 600 })}>
        {text}
      </Text>
      {reason !== undefined && (
        <Text size="xs" c="dimmed" maw={240}>
          {reason}
        </Text>
      )}
    </>
  );
};
