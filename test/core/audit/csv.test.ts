import { expect, test } from 'vitest';
import { auditCsv } from '#core/audit/csv.ts';
import type { AuditEvent } from '#core/contract/audit-event.ts';
import type { Instant } from '#core/contract/fields.ts';

const event = (name: string): AuditEvent => ({
  id: 'e1',
  type: 'organization.allowed_domains_changed',
  category: 'organization',
  occurredAt: '2026-11-22T10:00:00.000Z' as Instant,
  actor: { type: 'user', userId: 'u1', name: 'Ann, "the" Boss', email: 'ann@x.test' },
  subject: { type: 'organization', id: 'o1' },
  details: { name, from: ['a', 'b'], to: [] },
});

test('a row an event, with a header row on the first page only', () => {
  expect(auditCsv([event('Sales')], true)).toBe(
    'id,type,category,occurredAt,actorType,actorUserId,actorName,actorEmail,subjectType,subjectId,subjectEmail,email,role,teamIds,expiresAt,from,to,name,reason\r\n' +
      'e1,organization.allowed_domains_changed,organization,2026-11-22T10:00:00.000Z,user,u1,"Ann, ""the"" Boss",ann@x.test,organization,o1,,,,,,a b,,Sales,\r\n',
  );
  expect(auditCsv([event('Sales')], false).split('\r\n')).toHaveLength(2);
});

test('no cell is taken for a formula by a spreadsheet', () => {
  for (const start of ['=', '+', '-', '@', '\t', '\r'])
    expect(auditCsv([event(`${start}1+1`)], false)).toContain(`'${start}1+1`);
  expect(auditCsv([event('1=1')], false)).toContain(',1=1,');
});

test('nothing on the first page is still a header row', () => {
  expect(auditCsv([], true)).toMatch(/^id,.*\r\n$/);
});
