import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { queryClient } from '#console/api/query-client.ts';
import type { InvitationResult } from '#core/contract/invitation.ts';
import type { Draft } from './draft.ts';
import { keepInvitations } from './kept-draft.ts';
import { type Part, partsOf, sendInParts } from './send-in-parts.ts';
import { sendPart } from './send-part.ts';

type Sent = {
  readonly draft: Draft;
  /** The remaining parts to send. Undefined after a change of the draft, which then gets new keys. */
  readonly parts: readonly Part[] | undefined;
  readonly results: readonly InvitationResult[];
  readonly over: boolean;
};

/** A draft and its results. The same addresses keep their keys when they are sent again, so no one gets two emails. */
export const useSending = (organizationId: string, start: Draft) => {
  const [sent, setSent] = useState<Sent>({ draft: start, parts: undefined, results: [], over: false });
  const { draft: current, over } = sent;
  // After a new sign-in or a reload, what is not sent yet is there again.
  useEffect(
    () => keepInvitations(organizationId, over ? { ...current, emails: [], typed: '' } : current),
    [organizationId, current, over],
  );
  const mutation = useMutation({
    mutationFn: ({ draft, parts }: { draft: Draft; parts: readonly Part[] }) =>
      sendInParts(parts, {
        post: (part) => sendPart(organizationId, draft, part),
        onAnswer: (answered, results) =>
          setSent((before) => {
            const left = (before.parts ?? []).filter((part) => part !== answered);
            const emails = left.flatMap((part) => part.emails);
            return {
              draft: { ...before.draft, emails },
              parts: left,
              results: [...before.results, ...results],
              over: left.length === 0,
            };
          }),
      }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['organization', organizationId] }),
  });
  /** Any change is another request, except of what is typed and not taken yet. */
  const change = useCallback(
    (changed: (draft: Draft) => Draft) =>
      setSent((before) => {
        const draft = changed(before.draft);
        const { emails, role, teamIds } = before.draft;
        const isSame = draft.emails === emails && draft.role === role && draft.teamIds === teamIds;
        return { ...before, draft, parts: isSame ? before.parts : undefined };
      }),
    [],
  );
  const sendDraft = (draft: Draft, parts: readonly Part[], results: readonly InvitationResult[]) => {
    setSent({ draft, parts, results, over: false });
    mutation.mutate({ draft, parts });
  };
  /** Begins with other addresses, the same role and teams. */
  const restart = (emails: readonly string[]) => {
    mutation.reset();
    setSent({ draft: { ...sent.draft, emails, typed: '' }, parts: undefined, results: [], over: false });
  };
  return {
    ...sent,
    isSending: mutation.isPending,
    error: mutation.error,
    change,
    send: (emails: readonly string[]) => {
      const { draft, parts, results } = sent;
      const same = emails === draft.emails ? parts : undefined;
      sendDraft({ ...draft, emails, typed: '' }, same ?? partsOf(emails, () => crypto.randomUUID()), results);
    },
    /** Sends those again that time ran out for. */
    sendRest: () => {
      const isLeft = (result: InvitationResult) => result.outcome === 'rejected' && result.code === 'try_again';
      const emails = sent.results.filter(isLeft).map(({ email }) => email);
      const parts = partsOf(emails, () => crypto.randomUUID());
      sendDraft(
        { ...sent.draft, emails },
        parts,
        sent.results.filter((result) => !isLeft(result)),
      );
    },
    restart,
    /** Takes those that were not invited back into the box. */
    correct: () => restart(sent.results.flatMap(({ email, outcome }) => (outcome === 'rejected' ? [email] : []))),
  };
};
