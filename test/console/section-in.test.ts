import { expect, test } from 'vitest';
import { sectionIn } from '#console/shell/section-in.ts';

test.each([
  ['/organizations/o1/settings/members', 'viewer', '/settings/members'],
  ['/organizations/o1/settings/members/pending', 'admin', '/settings/members'],
  ['/organizations/o1/settings/teams', 'user', '/settings/teams'],
  ['/organizations/o1/settings/organization', 'user', '/settings/organization'],
  ['/organizations/o1/admin/audit-log', 'admin', '/admin/audit-log'],
  ['/organizations/o1/admin/audit-log', 'user', ''],
  ['/organizations/o1', 'admin', ''],
  ['/organizations/o1/nowhere', 'admin', ''],
  ['/organizations/o1/settings/teamsters', 'admin', ''],
] as const)('sectionIn %s is, for a role of %s there, "%s"', (pathname, role, section) => {
  expect(sectionIn(pathname, role)).toBe(section);
});
