import type { Role } from '#core/contract/fields.ts';

/** A role as it is read after "as". */
export const rolePhrase: Readonly<Record<Role, string>> = { admin: 'an Admin', user: 'a User', viewer: 'a Viewer' };
