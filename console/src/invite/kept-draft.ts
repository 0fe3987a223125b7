import * as z from 'zod/mini';
import { keepDraft, keptDraft } from '#console/session/draft.ts';
import { role } from '#core/contract/fields.ts';
import type { Draft } from './draft.ts';

const draft = z.object({ emails: z.array(z.string()), role, teamIds: z.array(z.string()) });
const keyOf = (organizationId: string): string => `invite ${organizationId}`;

/** What was entered into the dialog and not sent, as it was when the session or the page ended. */
export const keptInvitations = (organizationId: string): Draft | undefined => {
  const text = keptDraft(keyOf(organizationId));
  return text === '' ? undefined : draft.parse(JSON.parse(text));
};

export const keepInvitations = (organizationId: string, kept: Draft): void =>
  keepDraft(keyOf(organizationId), kept.emails.length > 0 ? JSON.stringify(kept) : '');

export const forgetInvitations = (organizationId: string): void => keepDraft(keyOf(organizationId), '');
