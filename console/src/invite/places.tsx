import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { organizationQuery } from '#console/api/queries.ts';
import { type Addresses, whyNotSend } from './why-not-send.ts';

type PlacesProps = Addresses & { readonly organizationId: string };

/** Why nothing can be sent, or how many places of the plan would be left. */
export const Places = ({ organizationId, ...addresses }: PlacesProps) => {
  const { wanted, checking, all } = addresses;
  const { data: organization } = useQuery(organizationQuery(organizationId));
  const limit = organization?.limits.pendingInvitations;
  const used = organization?.usage.pendingInvitations;
  const whyNot = whyNotSend(addresses);
  if (all > 0 && whyNot !== undefined)
    return (
      <Text size="sm" c="var(--mantine-color-error)" role="status">
        {whyNot}
      </Text>
    );
  if (limit === undefined || limit === null || used === undefined || used === null) return null;
  const left = Math.max(limit - used - wanted, 0);
  return (
    <Text size="sm" c="dimmed" role="status">
      {wanted > 0 && !checking
        ? `After sending, ${left} of ${limit} places for pending invitations are left.`
        : `${Math.max(limit - used, 0)} of ${limit} places for pending invitations are left.`}
    </Text>
  );
};
