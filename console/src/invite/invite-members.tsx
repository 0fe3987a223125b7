import { Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Role } from '#core/contract/fields.ts';
import type { InvitationResult } from '#core/contract/invitation.ts';
import { invitationOperations } from '#core/contract/operations/invitations.ts';
import { isProblem } from '../api/api-problem.ts';
import { call } from '../api/call.ts';
import { queryClient } from '../api/query-client.ts';
import { InviteForm } from './invite-form.tsx';
import { Outcomes } from './outcomes.tsx';

export type Draft = { readonly emails: readonly string[]; readonly role: Role; readonly teamIds: readonly string[] };

type InviteMembersProps = { readonly organizationId: string; readonly onClose: () => void };

const send = async (organizationId: string, draft: Draft, key: string): Promise<InvitationResult[]> => {
  const body = { emails: [...draft.emails], role: draft.role, teamIds: [...draft.teamIds] };
  const headers = { 'idempotency-key': key };
  try {
    return (await call(invitationOperations.sendInvitations, { params: { organizationId }, body, headers })).results;
  } catch (error) {
    // None was invited: the results say why for each, and are shown like any others.
    if (isProblem(error, 'nothing_invited') && error.facts.results) return error.facts.results;
    throw error;
  }
};

/** The dialog: addresses, role, teams, Send; then what became of each address. */
export const InviteMembers = ({ organizationId, onClose }: InviteMembersProps) => {
  const [draft, setDraft] = useState<Draft>({ emails: [], role: 'user', teamIds: [] });
  // The same key while the same draft is tried again: what was lost on the way is not sent twice.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const change = (changed: Draft) => {
    setDraft(changed);
    setKey(crypto.randomUUID());
  };
  const sending = useMutation({
    mutationFn: () => send(organizationId, draft, key),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['organization', organizationId] }),
  });
  const correct = (results: readonly InvitationResult[]) => {
    change({ ...draft, emails: results.flatMap(({ email, outcome }) => (outcome === 'rejected' ? [email] : [])) });
    sending.reset();
  };
  return (
    <Modal opened onClose={onClose} title="Invite Members" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      {sending.data ? (
        <Outcomes
          organizationId={organizationId}
          results={sending.data}
          onCorrect={() => correct(sending.data)}
          onClose={onClose}
        />
      ) : (
        <InviteForm
          organizationId={organizationId}
          draft={draft}
          onChange={change}
          sending={sending.isPending}
          error={sending.error}
          onSend={() => sending.mutate()}
        />
      )}
    </Modal>
  );
};
