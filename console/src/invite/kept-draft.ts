import * as z from 'zod/mini';
import { keepDraft, keptDraft } from '#console/session/draft.ts';
import { role } from '#core/contract/fields.ts';
import type { Draft } from './draft.ts';

const draft = z.object({
  emails: z.array(z.string()),
  typed: z.optional(z.string()),
  role,
  teamIds: z.array(z.string()),
});
const keyOf = (organizationId: string): string => `invite ${organizationId}`;

/** Returns true if a draft has input that can be lost. */
export const isEntered = ({ emails, typed = '' }: Draft): boolean => emails.length > 0 || typed.trim() !== '';

/** The content of the dialog that was not sent, as it was when the session or the page ended. */
export const keptInvitations = (organizationId: string): Draft | undefined => {
  const text = keptDraft(keyOf(organizationId));
  return text === '' ? undefined : draft.parse(JSON.parse(text));
};

export const keepInvitations = (organizationId: string, kept: Draft): void =>
  keepDraft(keyOf(organizationId), isEntered(kept) ? JSON.stringify(kept) : '');

export const forgetInvitations = (organizationId: string): void => keepDraft(keyOf(organizationId), '');
