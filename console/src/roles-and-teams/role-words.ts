import type { Role } from '#core/contract/fields.ts';

type RoleWords = {
  readonly name: string;
  /** As in "is now an Admin". */
  readonly withArticle: string;
  readonly whenToUse: string;
};

/** Roles as people read them. */
export const roleWords: Readonly<Record<Role, RoleWords>> = {
  admin: { name: 'Admin', withArticle: 'an Admin', whenToUse: 'Organization managers, compliance leads' },
  user: { name: 'User', withArticle: 'a User', whenToUse: 'Team members who create and complete work' },
  viewer: { name: 'Viewer', withArticle: 'a Viewer', whenToUse: 'Stakeholders who need read access' },
};
