import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { organizationQuery } from '../api/queries.ts';

type PlacesProps = {
  readonly organizationId: string;
  /** Addresses that would be invited, by the last dry run. */
  readonly wanted: number;
  readonly checking: boolean;
  readonly tooMany: boolean;
};

/** How many places of the plan would be left. */
export const Places = ({ organizationId, wanted, checking, tooMany }: PlacesProps) => {
  const { data: organization } = useQuery(organizationQuery(organizationId));
  const limit = organization?.limits.pendingInvitations;
  const used = organization?.usage.pendingInvitations;
  if (tooMany) return <Text c="var(--mantine-color-error)">At most 1,000 addresses can be invited at once.</Text>;
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
