import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { organizationQuery } from '#console/api/queries.ts';
import type { Invitation } from '#core/contract/invitation.ts';
import classes from './delivery.module.css';
import { deliveryWords } from './delivery-words.ts';
import { WithSupportLink } from './with-support-link.tsx';

/** The delivery of the latest email, with what to do and, under a limit, what the invitation still takes up. */
export const DeliveryOf = ({ invitation }: { readonly invitation: Invitation }) => {
  const { data: organization } = useQuery(organizationQuery(invitation.organizationId));
  const { text, reason, bad } = deliveryWords(invitation);
  const counts = bad && invitation.status === 'pending' && typeof organization?.limits.pendingInvitations === 'number';
  return (
    <>
      <Text size="sm" className={bad ? classes.bad : undefined}>
        {text}
      </Text>
      {reason !== undefined && (
        <Text size="xs" c="dimmed">
          <WithSupportLink text={reason} />
        </Text>
      )}
      {counts && (
        <Text size="xs" c="dimmed">
          This invitation still counts toward your limit.
        </Text>
      )}
    </>
  );
};
