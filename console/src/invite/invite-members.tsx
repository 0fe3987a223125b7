import { Button, Group, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { Dialog } from '#console/dialogs/dialog.tsx';
import { takeFocus } from '#console/dialogs/focus-back.ts';
import type { Draft } from './draft.ts';
import { InviteForm } from './invite-form.tsx';
import { forgetInvitations } from './kept-draft.ts';
import { Outcomes } from './outcomes.tsx';
import { useSending } from './sending.ts';
import { SendingProgress } from './sending-progress.tsx';

type InviteMembersProps = {
  readonly organizationId: string;
  readonly start: Partial<Draft>;
  readonly onClose: () => void;
};

type LeaveProps = { readonly count: number; readonly onStay: () => void; readonly onLeave: () => void };

const Leave = ({ count, onStay, onLeave }: LeaveProps) => (
  <Stack>
    <Text role="alert">
      {count === 1 ? 'One address was not sent an invitation' : `${count} addresses were not sent an invitation`}. Leave
      without sending?
    </Text>
    <Group justify="flex-end">
      <Button variant="default" onClick={onLeave}>
        Leave without sending
      </Button>
      <Button onClick={onStay} ref={takeFocus}>
        Back to the addresses
      </Button>
    </Group>
  </Stack>
);

const nobody: Draft = { emails: [], role: 'user', teamIds: [] };

/** The dialog: addresses, role, teams, Send; then what became of each address. */
export const InviteMembers = ({ organizationId, start, onClose }: InviteMembersProps) => {
  const sending = useSending(organizationId, { ...nobody, ...start });
  const onPhone = useMediaQuery('(max-width: 36em)');
  const [leaving, setLeaving] = useState(false);
  const { draft, results, over, isSending, error } = sending;
  const count = draft.emails.length;
  const leave = () => {
    forgetInvitations(organizationId);
    onClose();
  };
  const close = () => {
    if (isSending) return;
    if (over || count === 0 || leaving) leave();
    else setLeaving(true);
  };
  return (
    <Dialog onClose={close} title="Invite Members" size="lg" fullScreen={onPhone ?? false}>
      {leaving && <Leave count={count} onStay={() => setLeaving(false)} onLeave={leave} />}
      {isSending && <SendingProgress answered={results.length} left={count} />}
      {over && !isSending && (
        <Outcomes
          organizationId={organizationId}
          results={results}
          onCorrect={sending.correct}
          onSendRest={sending.sendRest}
          onClose={onClose}
        />
      )}
      {!leaving && !isSending && !over && (
        <InviteForm
          organizationId={organizationId}
          draft={draft}
          answered={results.length}
          error={error}
          onChange={sending.change}
          onSend={sending.send}
        />
      )}
    </Dialog>
  );
};
