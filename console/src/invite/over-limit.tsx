import { Anchor, Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { takingOut } from '#console/dialogs/focus-back.ts';
import { Caution } from '#console/ui/caution.tsx';
import { counted } from './notice-words.ts';
import type { OverLimitAddress } from './outcome-words.ts';

/** Copies the addresses, one a line, to be invited later. */
export const CopyEmails = ({ emails }: { readonly emails: readonly string[] }) => (
  <CopyButton value={emails.join('\n')}>
    {({ copied, copy }) => (
      <Button size="xs" variant="default" onClick={copy}>
        {copied ? 'Copied' : `Copy ${counted(emails.length, 'email')}`}
      </Button>
    )}
  </CopyButton>
);

const waitingWords = (fitting: number, waiting: number): string =>
  fitting === 0
    ? `${counted(waiting, 'email')} must wait`
    : `${counted(fitting, 'email')} ${fitting === 1 ? 'fits' : 'fit'}, ${waiting.toLocaleString('en')} must wait`;

type OverLimitProps = {
  readonly organizationId: string;
  readonly waiting: readonly OverLimitAddress[];
  /** Number of other addresses within the limit. */
  readonly fitting: number;
  readonly onRemove: (emails: readonly string[]) => void;
};

/** Good addresses for which the plan has no room. They are no faults: they can be invited later. */
export const OverLimit = ({ organizationId, waiting, fitting, onRemove }: OverLimitProps) => {
  const [first] = waiting;
  if (!first) return null;
  const emails = waiting.map(({ email }) => email);
  const settings = `/organizations/${organizationId}/settings`;
  return (
    <Caution title={waitingWords(fitting, waiting.length)}>
      <Stack gap="xs">
        <Text size="sm">
          Your plan allows {first.limit} pending invitations. To make room, revoke some under{' '}
          <Anchor component={Link} to={`${settings}/members/pending`} size="sm" c="inherit" underline="always">
            Pending Invitations
          </Anchor>
          , or see your plan under{' '}
          <Anchor component={Link} to={`${settings}/organization`} size="sm" c="inherit" underline="always">
            Organization
          </Anchor>
          .
        </Text>
        <Group gap="xs">
          <CopyEmails emails={emails} />
          <Button size="xs" variant="default" onClick={() => takingOut(() => onRemove(emails))}>
            {emails.length === 1 ? 'Remove' : `Remove all ${emails.length}`}
          </Button>
        </Group>
      </Stack>
    </Caution>
  );
};
