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
  const told = auditEvent.def.options.flatMap(({ def: { shape } }) =>
    [...shape.type._zod.values].map((type) => [type, [...shape.category._zod.values].join()]),
  );
  expect(told.map(([type]) => type).sort()).toEqual(Object.keys(auditEventType.def.entries).sort());
  for (const [type, category] of told) expect(category).toBe(String(type).split('.')[0]);
  expect(new Set(told.map(([, category]) => category))).toEqual(new Set(Object.keys(auditCategory.def.entries)));
});

test('a time in an answer is in UTC, with milliseconds', () => {
  expect(instant.safeParse('2026-11-01T00:00:00.000Z').success).toBe(true);
  for (const text of ['2026-11-01T00:00:00Z', '2026-11-01T00:00:00.0Z', '2026-11-01T00:00:00.000+01:00', ''])
    expect(instant.safeParse(text).success, text).toBe(false);
});

test.each([
  [pageQuery.safeParse({ limit: '0' }), 'must be a number from 1 to 100'],
  [idempotencyKey.safeParse(''), 'must have 1 to 128 visible ASCII characters'],
  [newInvitations.safeParse({ emails: [], role: 'user' }), 'must have 1 to 1,000 addresses'],
  [
    newInvitations.safeParse({ emails: ['a'], role: 'user', teamIds: Array(21).fill('t') }),
    'must have at most 20 teams',
  ],
  [acceptance.safeParse({}), 'must be either { token } or { invitationId, organizationId }'],
  [allowedEmailDomains.safeParse({ domains: Array(101).fill('x.test') }), 'must have at most 100 domains'],
])('what is out of bounds is told so in words', ({ error }, message) => {
  expect(error?.issues).toMatchObject([{ message }]);
});

test('the standard plan has 50 pending invitations, enterprise has no limit', () => {
  expect(pendingInvitationLimits).toEqual({ standard: 50, enterprise: null });
});
