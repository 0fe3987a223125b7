import { useState } from 'react';
import { queryClient } from '#console/api/query-client.ts';
import { inTurn } from '#console/bulk/in-turn.ts';
import { partsOf, sendInParts } from '#console/invite/send-in-parts.ts';
import { sendPart } from '#console/invite/send-part.ts';
import type { InvitationResult } from '#core/contract/invitation.ts';
import type { AgainBatch } from './again-batches.ts';
import { revoke } from './invitation-changes.ts';

/** Batches on their way, as far as they are. */
export type AgainRun = {
  readonly total: number;
  readonly isOver: boolean;
  readonly results: readonly InvitationResult[];
  readonly error: unknown;
};

/** Revokes what is still pending, then sends. What could not be revoked is answered as already invited. */
const sendBatch = async (
  organizationId: string,
  batch: AgainBatch,
  onResults: (results: readonly InvitationResult[]) => void,
): Promise<void> => {
  const pending = batch.invitations.filter(({ status }) => status === 'pending');
  await inTurn(pending, { act: revoke, signal: new AbortController().signal, onProgress: () => undefined });
  const emails = batch.invitations.map(({ email }) => email);
  await sendInParts(
    partsOf(emails, () => crypto.randomUUID()),
    { post: (part) => sendPart(organizationId, batch, part), onAnswer: (_, results) => onResults(results) },
  );
};

/** Invites people again, one batch after the other. The first failure ends it: what is left can be sent later. */
export const useAgain = (organizationId: string) => {
  const [run, setRun] = useState<AgainRun>();
  const start = async (batches: readonly AgainBatch[]) => {
    const total = batches.reduce((count, { invitations }) => count + invitations.length, 0);
    let results: readonly InvitationResult[] = [];
    const show = (isOver: boolean, error: unknown = null) => setRun({ total, isOver, results, error });
    show(false);
    const askBeforeClosing = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', askBeforeClosing);
    let failure: unknown = null;
    try {
      for (const batch of batches)
        await sendBatch(organizationId, batch, (more) => {
          results = [...results, ...more];
          show(false);
        });
    } catch (error) {
      failure = error;
    }
    window.removeEventListener('beforeunload', askBeforeClosing);
    await queryClient.invalidateQueries({ queryKey: ['organization', organizationId] });
    show(true, failure);
  };
  return { run, start };
};
