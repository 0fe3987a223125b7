import { Button, Group, Stack, Text } from '@mantine/core';
import { Dialog } from '#console/dialogs/dialog.tsx';
import type { Invitation } from '#core/contract/invitation.ts';
import { FirstAddresses } from './first-addresses.tsx';
import { resend, revoke } from './invitation-changes.ts';
import { RunResult } from './run-result.tsx';
import { useInTurn } from './use-in-turn.ts';

export type Several = { readonly action: 'resend' | 'revoke'; readonly invitations: readonly Invitation[] };

const actions = {
  resend: {
    act: resend,
    name: 'Resend',
    done: 'resent',
    color: 'indigo',
    meaning: 'Each gets a new email with the same link. It expires when the first one does.',
  },
  revoke: {
    act: revoke,
    name: 'Revoke',
    done: 'revoked',
    color: 'red.9',
    meaning: 'Their links become invalid at once. You can invite the addresses again later.',
  },
} as const;

type ChangeSeveralProps = { readonly several: Several; readonly onClose: () => void };

/** Sends again or revokes several invitations: asks once more, then shows how far it is and what did not work. */
export const ChangeSeveral = ({ several: { action, invitations }, onClose }: ChangeSeveralProps) => {
  const { act, name, done, color, meaning } = actions[action];
  const { run, start } = useInTurn<Invitation>(act);
  const what = invitations.length === 1 ? 'one invitation' : `${invitations.length} invitations`;
  return (
    <Dialog onClose={onClose} title={`${name} ${what}?`}>
      {run ? (
        <RunResult run={run} done={done} onClose={onClose} />
      ) : (
        <Stack>
          <Text>{meaning}</Text>
          <FirstAddresses emails={invitations.map(({ email }) => email)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} data-autofocus>
              Cancel
            </Button>
            <Button color={color} onClick={() => void start(invitations)}>
              {name} {what}
            </Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  );
};
