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
    'id,type,category,occurredAt,actorType,actorUserId,actorName,actorEmail,subjectType,subjectId,subjectEmail,email,role,teamIds,expiresAt,from,to,name,reason,teamNames,fromTeamNames,toTeamNames,sentence\r\n' +
      'e1,organization.allowed_domains_changed,organization,2026-11-22T10:00:00.000Z,user,u1,"Ann, ""the"" Boss",ann@x.test,organization,o1,,,,,,a b,,Sales,,,,,"Ann, ""the"" Boss (ann@x.test) changed the allowed email domains from a, b to all domains"\r\n',
  );
  expect(auditCsv([event('Sales')], false).split('\r\n')).toHaveLength(2);
});

test('no cell is taken for a formula by a spreadsheet', { tags: ['promise/input'] }, () => {
  for (const start of ['=', '+', '-', '@', '\t', '\r'])
    expect(auditCsv([event(`${start}1+1`)], false)).toContain(`'${start}1+1`);
  expect(auditCsv([event('1=1')], false)).toContain(',1=1,');
});

test('a spreadsheet that splits cells at semicolons, tabs or line breaks finds no formula either', () => {
  for (const [name, cell] of [
    ['a;=1+1', "a;'=1+1"],
    ['a; @b', "a; '@b"],
    ['a;\u00a0＝1', "a;\u00a0'＝1"],
    ['a;b-c', 'a;b-c'],
  ] as const)
    expect(auditCsv([event(name)], false)).toContain(`,${cell},`);
});

test('auditCsv has a column with the names of teams next to their ids, as stored in the event', () => {
  const moved: AuditEvent = {
    ...event(''),
    type: 'member.teams_changed',
    category: 'member',
    subject: { type: 'member', id: 'u2', email: 'bob@x.test' },
    details: {
      email: 'bob@x.test',
      name: 'Bob',
      role: 'user',
      teamIds: ['t2', 't3'],
      from: ['t1'],
      to: ['t2', 't3'],
      teamNames: { t1: 'Sales', t2: 'Legal', t3: '=Board' },
    },
  };
  const [row = ''] = auditCsv([moved], false).split('\r\n');
  expect(row).toContain(",bob@x.test,bob@x.test,user,t2 t3,,t1,t2 t3,Bob,,Legal; '=Board,Sales,Legal; '=Board,");
  const { teamNames: _, ...details } = moved.details;
  expect(auditCsv([{ ...moved, details }], false)).toContain(',Bob,,,,,');
});

test('nothing on the first page is still a header row', () => {
  expect(auditCsv([], true)).toMatch(/^id,.*\r\n$/);
});
