import { Button, Group, Stack, Text } from '@mantine/core';
import type { Draft } from '#console/invite/draft.ts';
import { useListFilters } from '#console/ui/list-filters.ts';
import type { InvitationStatus } from '#core/contract/invitation.ts';

type NothingFoundProps = {
  readonly status: InvitationStatus;
  /** Whether only those are listed whose invitee has asked for a new one. */
  readonly isRequested: boolean;
  readonly searched: string;
  readonly whole: string | undefined;
  readonly onInvite: (start: Partial<Draft>) => void;
};

/** In the place of a list without rows. */
export const NothingFound = ({ status, isRequested, searched, whole, onInvite }: NothingFoundProps) => {
  const { change } = useListFilters();
  return (
    <Stack align="flex-start">
      <Text className="wraps-anywhere">
        {searched === '' && isRequested
          ? 'No one has asked for a new invitation.'
          : searched === ''
            ? `No ${status} invitations.`
            : `No ${status} invitation for ${whole ?? `“${searched}”`}.`}
      </Text>
      <Group gap="xs">
        {status === 'pending' && (searched === '' || whole !== undefined) && (
          <Button variant="default" onClick={() => onInvite(whole === undefined ? {} : { emails: [whole] })}>
            Invite Members
          </Button>
        )}
        {searched !== '' && (
          <Button variant="default" onClick={() => change({ email: undefined })}>
            Clear search
          </Button>
        )}
      </Group>
    </Stack>
  );
};
