import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { FirstAddresses } from '#console/bulk/first-addresses.tsx';
import { RunResult } from '#console/bulk/run-result.tsx';
import type { Run } from '#console/bulk/run-words.ts';
import { useInTurn } from '#console/bulk/use-in-turn.ts';
import { Dialog } from '#console/dialogs/dialog.tsx';
import { cannotClose } from '#console/ui/cannot-close.ts';
import type { Invitation } from '#core/contract/invitation.ts';
import { resend, revoke } from './invitation-changes.ts';
import { whyNotResend } from './why-not-resend.ts';

export type Several = { readonly action: 'resend' | 'revoke'; readonly invitations: readonly Invitation[] };

const actions = {
  resend: {
    act: resend,
    name: 'Resend',
    verb: { doing: 'Resending', done: 'resent' },
    color: 'indigo',
    meaning: 'Everyone gets a new email with the same link. The expiration date doesn’t change.',
  },
  revoke: {
    act: revoke,
    name: 'Revoke',
    verb: { doing: 'Revoking', done: 'revoked' },
    color: 'red.9',
    meaning: 'Their links will stop working immediately. You can invite them again later.',
  },
} as const;

type Action = (typeof actions)[Several['action']];

const invitationsInWords = (count: number): string =>
  count === 1 ? '1 invitation' : `${count.toLocaleString('en-US')} invitations`;

const titleOf = ({ name, verb }: Action, count: number, run: Run<unknown> | undefined): string => {
  if (!run) return `${name} ${invitationsInWords(count)}?`;
  if (!run.isOver) return `${verb.doing} ${invitationsInWords(count)}`;
  return run.done > run.failures.length ? `Invitations ${verb.done}` : `No invitations ${verb.done}`;
};

type ConfirmProps = {
  readonly action: Action;
  /** Those that it can be done to. */
  readonly able: readonly Invitation[];
  /** Number of selected invitations that the action does not apply to. */
  readonly unable: number;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
};

const Confirm = ({ action, able, unable, onCancel, onConfirm }: ConfirmProps) => (
  <Stack>
    {able.length > 0 && <Text>{action.meaning}</Text>}
    <FirstAddresses emails={able.map(({ email }) => email)} />
    {unable > 0 && (
      <Text size="sm">
        {invitationsInWords(unable)} can’t be resent. Open {unable === 1 ? 'it' : 'one'} to see why.
      </Text>
    )}
    <Group justify="flex-end">
      <Button variant="default" onClick={onCancel} data-autofocus>
        Cancel
      </Button>
      <Button color={action.color} disabled={able.length === 0} onClick={onConfirm}>
        {action.name} {invitationsInWords(able.length)}
      </Button>
    </Group>
  </Stack>
);

type ChangeSeveralProps = {
  readonly several: Several;
  /** After a run: takes the invitations that it left as they were. */
  readonly onDone?: (unchanged: readonly Invitation[]) => void;
  readonly onClose: () => void;
};

/** Resends or revokes several invitations: asks first, then shows how far it is, and what failed. */
export const ChangeSeveral = ({ several, onDone, onClose }: ChangeSeveralProps) => {
  const { action: name, invitations } = several;
  const action = actions[name];
  const { run, start, stop } = useInTurn<Invitation>(action.act, action.verb);
  // The list from when the dialog opened: invitations that are resent in between stay on it.
  const [able] = useState(() =>
    invitations.filter((one) => name === 'revoke' || whyNotResend(one, Date.now()) === undefined),
  );
  const close = () => {
    if (run) onDone?.([...run.failures.map(({ item }) => item), ...run.left]);
    onClose();
  };
  return (
    <Dialog onClose={close} title={titleOf(action, able.length, run)} {...(run && !run.isOver && cannotClose)}>
      {run ? (
        <RunResult run={run} verb={action.verb} onStop={stop} onClose={close} />
      ) : (
        <Confirm
          action={action}
          able={able}
          unable={invitations.length - able.length}
          onCancel={close}
          onConfirm={() => void start(able)}
        />
      )}
    </Dialog>
  );
};
