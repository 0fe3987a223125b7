import type { Role } from '#core/contract/fields.ts';

/** Roles as people read them, with when to give each. */
export const roleWords: Readonly<Record<Role, { readonly name: string; readonly whenToUse: string }>> = {
  admin: { name: 'Admin', whenToUse: 'Organization managers, compliance leads' },
  user: { name: 'User', whenToUse: 'Team members who create and complete work' },
  viewer: { name: 'Viewer', whenToUse: 'Stakeholders who need read access' },
};

/** As in "joined as an Admin". */
export const asRole = (role: Role): string => `${role === 'admin' ? 'an' : 'a'} ${roleWords[role].name}`;
