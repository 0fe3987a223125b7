import { expect, test } from 'vitest';
import type { Call } from './history.ts';
import { wereOneAfterAnother } from './one-after-another.ts';

const week = 604_800_000;

type Asked = Partial<Call> & Pick<Call, 'kind' | 'began' | 'ended'>;

const ok = { status: 200, body: {} };
const ended = (status: string) => ({ status: 410, body: { code: `invitation_${status}` } });
const notPending = (invitationStatus: string) => ({
  status: 409,
  body: { code: 'invitation_not_pending', invitationStatus },
});
const seen = (status: string, sentCount = 1, userId?: string) => ({
  status: 200,
  body: { status, sentCount, ...(userId !== undefined && { acceptedBy: { userId } }) },
});

const possible = (...calls: readonly Asked[]): boolean =>
  wereOneAfterAnother(
    calls.map((call) => ({
      invitationId: 'i',
      userId: 'ann',
      beganAt: call.began,
      endedAt: call.ended,
      answer: ok,
      ...call,
    })),
    week,
  );

test('the linearizability check allows any order of concurrent calls only', () => {
  const revoked: Asked = { kind: 'revoke', began: 1, ended: 4 };
  const refused: Asked = { kind: 'accept', began: 2, ended: 3, answer: ended('revoked') };
  expect(possible(revoked, refused)).toBe(true);
  expect(possible(revoked, { ...refused, began: 5, ended: 6 })).toBe(true);
  expect(possible({ ...revoked, began: 5, ended: 6 }, refused)).toBe(false);
});

test.for<[string, Asked, Asked]>([
  ['accepted and revoked', { kind: 'accept', began: 1, ended: 4 }, { kind: 'revoke', began: 2, ended: 3 }],
  ['accepted twice', { kind: 'accept', began: 1, ended: 4 }, { kind: 'accept', began: 2, ended: 3, userId: 'bob' }],
  ['resent after its end', { kind: 'revoke', began: 1, ended: 2 }, { kind: 'resend', began: 3, ended: 4 }],
  [
    'reported as ended without an end',
    { kind: 'resend', began: 1, ended: 2, answer: notPending('revoked') },
    { kind: 'accept', began: 3, ended: 4 },
  ],
  [
    'opened again',
    { kind: 'revoke', began: 1, ended: 2 },
    { kind: 'look', began: 3, ended: 4, answer: seen('pending') },
  ],
  [
    'resent, and not counted',
    { kind: 'resend', began: 1, ended: 2 },
    { kind: 'look', began: 3, ended: 4, answer: seen('pending') },
  ],
  [
    'accepted by one, and shown as by another',
    { kind: 'accept', began: 1, ended: 2 },
    { kind: 'look', began: 3, ended: 4, answer: seen('accepted', 1, 'bob') },
  ],
  [
    'said to be over before its time',
    { kind: 'accept', began: 1, ended: 2, answer: ended('expired') },
    { kind: 'look', began: 3, ended: 4, answer: seen('pending') },
  ],
])('the linearizability check rejects an invitation that was %s', { tags: ['fault/f30'] }, ([, first, second]) => {
  expect(possible(first, second)).toBe(false);
});

test('the linearizability check allows calls without a response to have happened or not', () => {
  const unanswered: Asked = { kind: 'accept', began: 1, ended: 2, answer: undefined };
  for (const answer of [seen('pending'), seen('accepted', 1, 'ann')])
    expect(possible(unanswered, { kind: 'look', began: 3, ended: 4, answer })).toBe(true);
  expect(possible(unanswered, { kind: 'look', began: 3, ended: 4, answer: seen('revoked') })).toBe(false);
});

test('the linearizability check allows repeated accepts and expiry', () => {
  const accepted: Asked = { kind: 'accept', began: 1, ended: 2 };
  expect(possible(accepted, { ...accepted, began: 3, ended: 4 })).toBe(true);
  const late = { beganAt: week, endedAt: week + 1 };
  expect(possible({ kind: 'accept', began: 1, ended: 2, ...late, answer: ended('expired') })).toBe(true);
  expect(possible({ kind: 'accept', began: 1, ended: 2, ...late })).toBe(false);
  expect(possible({ kind: 'accept', began: 1, ended: 2, beganAt: week - 1, endedAt: week + 1 })).toBe(true);
});
