import { expect, test } from 'vitest';
import { auditCategory, auditEvent, auditEventType } from '#core/contract/audit-event.ts';
import { idempotencyKey, instant, pageQuery } from '#core/contract/fields.ts';
import { acceptance, newInvitations } from '#core/contract/invitation.ts';
import { operations } from '#core/contract/operations.ts';
import { allowedEmailDomains, pendingInvitationLimits } from '#core/contract/organization.ts';

test.each(Object.values(operations))('$method $path takes exactly the ids in its path', ({ path, params }) => {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const ids = Object.fromEntries(names.map((name) => [name, 'i1']));
  expect(params.safeParse(ids)).toMatchObject({ success: true, data: ids });
  expect(params.safeParse({ ...ids, other: 'i1' }).success).toBe(false);
  for (const name of names) {
    const { [name]: _, ...others } = ids;
    expect(params.safeParse(others).success, `without ${name}`).toBe(false);
  }
});

test('every type of audit event has facts, in its category', () => {
  const types = auditEvent.def.options.flatMap(({ def: { shape } }) =>
    [...shape.type._zod.values].map((type) => [type, [...shape.category._zod.values].join()]),
  );
  expect(types.map(([type]) => type).sort()).toEqual(Object.keys(auditEventType.def.entries).sort());
  for (const [type, category] of types) expect(category).toBe(String(type).split('.')[0]);
  expect(new Set(types.map(([, category]) => category))).toEqual(new Set(Object.keys(auditCategory.def.entries)));
});

test('a time in an answer is in UTC, with milliseconds', () => {
  expect(instant.safeParse('2026-11-01T00:00:00.000Z').success).toBe(true);
  for (const text of ['2026-11-01T00:00:00Z', '2026-11-01T00:00:00.0Z', '2026-11-01T00:00:00.000+01:00', ''])
    expect(instant.safeParse(text).success, text).toBe(false);
});

test.each([
  ['must be a number from 1 to 100', pageQuery.safeParse({ limit: '0' })],
  ['must have 1 to 128 visible ASCII characters', idempotencyKey.safeParse('')],
  ['must have 1 to 1,000 addresses', newInvitations.safeParse({ emails: [], role: 'user' })],
  [
    'must have at most 20 teams',
    newInvitations.safeParse({ emails: ['a'], role: 'user', teamIds: Array(21).fill('t') }),
  ],
  ['must be either { token } or { invitationId, organizationId }', acceptance.safeParse({})],
  ['must have at most 100 domains', allowedEmailDomains.safeParse({ domains: Array(101).fill('x.test') })],
])('a value out of bounds has the message: %s', (message, { error }) => {
  expect(error?.issues).toMatchObject([{ message }]);
});

test('the standard plan has 50 pending invitations, enterprise has no limit', () => {
  expect(pendingInvitationLimits).toEqual({ standard: 50, enterprise: null });
});

test('invitations are found by the beginning of the address only among pending ones', () => {
  const { query } = operations.listInvitations;
  expect(query.parse({ status: 'pending', emailPrefix: ' Ann@BÜCHER.de ' })).toEqual({
    status: 'pending',
    emailPrefix: 'ann@xn--bcher-kva.de',
  });
  for (const filters of [{}, { status: 'expired' }, { email: 'ann@x.test' }])
    expect(query.safeParse({ ...filters, emailPrefix: 'ann' }).error?.issues).toMatchObject([
      { path: ['emailPrefix'], message: 'needs status=pending' },
    ]);
});

const { query } = operations.listAuditEvents;

test('listAuditEvents accepts at most one of category, email and invitation, with actor and time', () => {
  const [category, email, invitationId] = [{ category: 'team' }, { email: 'ann@x.test' }, { invitationId: 'i1' }];
  for (const filter of [{}, category, email, invitationId])
    expect(query.safeParse({ ...filter, actorId: 'u1', limit: '10' }).success).toBe(true);
  for (const filters of [
    { ...category, ...email },
    { ...category, ...invitationId },
    { ...email, ...invitationId },
    { ...category, ...email, ...invitationId },
  ])
    expect(query.safeParse(filters).error?.issues).toMatchObject([
      { message: 'name at most one of category, email and invitationId' },
    ]);
});

test('times are asked for in UTC, to the millisecond or less exactly', () => {
  expect(query.parse({ from: '2026-11-01T00:00:00Z', to: '2026-11-01T12:30:00.5Z' })).toEqual({
    from: '2026-11-01T00:00:00.000Z',
    to: '2026-11-01T12:30:00.500Z',
  });
  for (const from of ['2026-11-01', '2026-11-01T00:00:00', '2026-11-01T00:00:00+01:00', '2026-02-30T00:00:00Z', 'now'])
    expect(query.safeParse({ from }).error?.issues, from).toMatchObject([
      { path: ['from'], message: 'must be a UTC time such as 2026-11-01T00:00:00Z' },
    ]);
});
