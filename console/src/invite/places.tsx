import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { organizationQuery } from '#console/api/queries.ts';
import { PausedAlert } from '#console/organization/paused-alert.tsx';
import { type Addresses, whyNotSend } from './why-not-send.ts';

type PlacesProps = Addresses & { readonly organizationId: string };

/** Why nothing can be sent, or how much of the plan's limit is used. */
export const Places = ({ organizationId, ...addresses }: PlacesProps) => {
  const { wanted, checking, all } = addresses;
  const { data: organization } = useQuery(organizationQuery(organizationId));
  const limit = organization?.limits.pendingInvitations;
  const used = organization?.usage.pendingInvitations;
  if (organization?.paused) return <PausedAlert organization={organization} />;
  const whyNot = whyNotSend(addresses);
  if (all > 0 && whyNot !== undefined)
    return (
      <Text size="sm" c="var(--mantine-color-error)" role="status">
        {whyNot}
      </Text>
    );
  if (limit === undefined || limit === null || used === undefined || used === null) return null;
  return (
    <Text size="sm" c="dimmed" role="status">
      {wanted > 0 && !checking
        ? `${Math.min(used + wanted, limit)} of ${limit} pending invitations used after sending.`
        : `${used} of ${limit} pending invitations used.`}
    </Text>
  );
};
