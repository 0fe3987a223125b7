import { Checkbox, Stack, Text } from '@mantine/core';
import { FirstAddresses } from '#console/sent-invitations/first-addresses.tsx';
import type { Invitation } from '#core/contract/invitation.ts';
import { Caution } from './caution.tsx';

type InvitationsLeftBehindProps = {
  readonly invitations: readonly Invitation[];
  readonly inviter: string;
  readonly alsoRevoke: boolean;
  readonly onChange: (alsoRevoke: boolean) => void;
};

/** What a member who is removed has sent and nobody accepted yet. */
export const InvitationsLeftBehind = (props: InvitationsLeftBehindProps) => {
  const { invitations, inviter, alsoRevoke, onChange } = props;
  const many = invitations.length;
  const title = many === 1 ? 'One pending invitation is theirs' : `${many} pending invitations are theirs`;
  return (
    <Caution title={title}>
      <Stack gap="xs">
        <Text size="sm">
          Invitations belong to the organization. Unless you revoke them, those that {inviter} sent can still be
          accepted.
        </Text>
        <FirstAddresses emails={invitations.map(({ email }) => email)} />
        <Checkbox
          checked={alsoRevoke}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
          label={many === 1 ? 'Revoke it too' : `Revoke all ${many} too`}
        />
      </Stack>
    </Caution>
  );
};
