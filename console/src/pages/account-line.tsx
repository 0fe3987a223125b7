import { Anchor, Text } from '@mantine/core';
import { type Journey, switchAccount } from '#console/session/sign-in.ts';

type AccountLineProps = { readonly email: string; readonly to: Journey };

/** Which account is in use, and the way to another. */
export const AccountLine = ({ email, to }: AccountLineProps) => (
  <Text size="sm" c="dimmed" className="wraps-anywhere">
    Signed in as <strong>{email}</strong>. Not you?{' '}
    <Anchor component="button" type="button" inherit onClick={() => void switchAccount(to)}>
      Switch account
    </Anchor>
  </Text>
);
