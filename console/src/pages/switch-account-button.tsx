import { Button } from '@mantine/core';
import { type Journey, switchAccount } from '#console/session/sign-in.ts';

type SwitchAccountButtonProps = { readonly to: Journey; readonly main?: boolean };

/** Leaves for Google's choice of accounts. */
export const SwitchAccountButton = ({ to, main = false }: SwitchAccountButtonProps) => (
  <Button variant={main ? 'filled' : 'default'} onClick={() => void switchAccount(to)}>
    Switch account
  </Button>
);
