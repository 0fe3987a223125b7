import { roleWords } from '#console/roles-and-teams/role-words.ts';
import type { Role } from '#core/contract/fields.ts';

/** The article of a role's name. */
export const articleOf = (role: Role): string => (role === 'admin' ? 'an' : 'a');

/** A role as it is read after "as". */
export const rolePhrase = (role: Role): string => `${articleOf(role)} ${roleWords[role].name}`;
