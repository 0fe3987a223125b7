import type { Role } from '#core/contract/fields.ts';

/** The content of the dialog before it is sent. */
export type Draft = {
  readonly emails: readonly string[];
  /** Text in the field that is no part of the list yet. */
  readonly typed?: string | undefined;
  readonly role: Role;
  readonly teamIds: readonly string[];
};
