import type { Role } from '#core/contract/fields.ts';

const sections = ['settings/members', 'settings/teams', 'settings/organization'] as const;
const adminSections = ['settings/members/pending', 'admin/audit-log'] as const;

/** The path of the section that `pathname` shows, in another organization; its first page where the role has no such section. */
export const sectionIn = (organizationId: string, role: Role, pathname: string): string => {
  const open = pathname.split('/').slice(3).join('/');
  const known = role === 'admin' ? [...sections, ...adminSections] : sections;
  const section = known.find((path) => path === open);
  return section === undefined ? `/organizations/${organizationId}` : `/organizations/${organizationId}/${section}`;
};
