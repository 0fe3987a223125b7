import type { Role } from '#core/contract/fields.ts';

/** What the dialog holds before it is sent. */
export type Draft = { readonly emails: readonly string[]; readonly role: Role; readonly teamIds: readonly string[] };
