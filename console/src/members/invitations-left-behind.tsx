import { Checkbox, Stack, Text } from '@mantine/core';
import { FirstAddresses } from '#console/bulk/first-addresses.tsx';
import { Caution } from '#console/ui/caution.tsx';
import type { Invitation } from '#core/contract/invitation.ts';

type InvitationsLeftBehindProps = {
  readonly invitations: readonly Invitation[];
  readonly inviter: string;
  /** Whether `inviter` stands for several people. @default false */
  readonly isSeveral?: boolean;
  readonly alsoRevoke: boolean;
  readonly onChange: (alsoRevoke: boolean) => void;
};

/** The pending invitations of a member who is about to be removed. */
export const InvitationsLeftBehind = (props: InvitationsLeftBehindProps) => {
  const { invitations, inviter, isSeveral = false, alsoRevoke, onChange } = props;
  const many = invitations.length;
  const title = `${inviter} ${isSeveral ? 'have' : 'has'} ${many === 1 ? '1 pending invitation' : `${many} pending invitations`}`;
  return (
    <Caution title={title}>
      <Stack gap="xs">
        <Text size="sm">
          {many === 1 ? 'It' : 'They'} can still be accepted unless you revoke {many === 1 ? 'it' : 'them'}.
        </Text>
        <FirstAddresses emails={invitations.map(({ email }) => email)} />
        <Checkbox
          checked={alsoRevoke}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
          label={many === 1 ? 'Also revoke it' : `Also revoke all ${many}`}
        />
      </Stack>
    </Caution>
  );
};
