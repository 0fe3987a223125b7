import type { Role } from '#core/contract/fields.ts';

const sections = /^\/organizations\/[^/]+(\/settings\/(?:members|teams|organization)|\/admin\/audit-log)(?:\/|$)/;

/** The section of the page that is open, to open it in another organization; empty where the role there has none. */
export const sectionIn = (pathname: string, role: Role): string => {
  const section = sections.exec(pathname)?.[1] ?? '';
  return section.startsWith('/admin/') && role !== 'admin' ? '' : section;
};
