import { Anchor, Text } from '@mantine/core';
import type { Invitation } from '#core/contract/invitation.ts';
import { deliveryWords } from './delivery-words.ts';

type DeliveryMarkProps = {
  readonly invitation: Invitation;
  readonly className?: string | undefined;
  /** Shows the invitation, with all there is to say. */
  readonly onOpen: () => void;
};

/** How the last email fared, in a line or two; pressed, why it did not arrive. */
export const DeliveryMark = ({ invitation, className, onOpen }: DeliveryMarkProps) => {
  const { text, brief, reason, bad } = deliveryWords(invitation);
  if (!bad)
    return (
      <Text size="sm" className={className}>
        {text}
      </Text>
    );
  return (
    <>
      <Anchor
        component="button"
        type="button"
        size="sm"
        fw={600}
        ta="start"
        c="var(--mantine-color-error)"
        className={className}
        onClick={onOpen}
        title={reason}
        aria-label={`${text}: why the email to ${invitation.email} did not arrive`}
      >
        {text}
      </Anchor>
      <Text size="xs" c="dimmed" truncate title={brief}>
        {brief}
      </Text>
    </>
  );
};
