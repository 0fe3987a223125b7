import { expect, test } from 'vitest';
import { againBatches, canInviteAgain, judgeBatch } from '#console/sent-invitations/again-batches.ts';
import { batchWords } from '#console/sent-invitations/again-words.ts';
import type { Invitation, InvitationResult } from '#core/contract/invitation.ts';

const invitation = (id: string, email: string, facts: Partial<Invitation> = {}) =>
  ({ id, email, role: 'user', teamIds: [], status: 'revoked', delivery: 'delivered', ...facts }) as Invitation;

test('againBatches makes one batch of each role and teams, whatever the order of the teams', () => {
  const all = [
    invitation('1', 'a@x.test', { teamIds: ['t1', 't2'] }),
    invitation('2', 'b@x.test', { role: 'viewer' }),
    invitation('3', 'c@x.test', { teamIds: ['t2', 't1'] }),
    invitation('4', 'd@x.test'),
  ];
  const ids = againBatches(all).map(({ invitations }) => invitations.map(({ id }) => id));
  expect(ids).toEqual([['1', '3'], ['2'], ['4']]);
});

test('againBatches takes the newest of several invitations to an address', () => {
  const batches = againBatches([invitation('new', 'a@x.test', { role: 'admin' }), invitation('old', 'a@x.test')]);
  expect(batches).toMatchObject([{ role: 'admin', invitations: [{ id: 'new' }] }]);
});

test('canInviteAgain is true for invitations that ended or were not delivered', () => {
  const can = (facts: Partial<Invitation>) => canInviteAgain(invitation('1', 'a@x.test', facts));
  expect([can({ status: 'expired' }), can({ status: 'revoked' })]).toEqual([true, true]);
  for (const delivery of ['bounced', 'complained', 'failed'] as const)
    expect(can({ status: 'pending', delivery })).toBe(true);
  for (const delivery of ['queued', 'sent', 'delivered'] as const)
    expect(can({ status: 'pending', delivery })).toBe(false);
  expect(can({ status: 'accepted' })).toBe(false);
});

test('judgeBatch forgives an undelivered invitation that it is pending itself, and nothing else', () => {
  const rejected = { outcome: 'rejected', code: 'already_invited', detail: 'Already invited.' } as const;
  const invitations = [
    invitation('1', 'own@x.test', { status: 'pending', delivery: 'bounced' }),
    invitation('2', 'other@x.test'),
    invitation('3', 'expired@x.test', { status: 'expired' }),
    invitation('4', 'good@x.test'),
  ];
  const results: InvitationResult[] = [
    { email: 'good@x.test', outcome: 'would_invite' },
    { email: 'expired@x.test', ...rejected, invitationId: '3' },
    { email: 'other@x.test', ...rejected, invitationId: '9' },
    { email: 'own@x.test', ...rejected, invitationId: '1' },
  ];
  const reasons = judgeBatch({ role: 'user', teamIds: [], invitations }, results).map(({ why }) => why);
  expect(reasons).toEqual([undefined, 'Already invited.', 'Already invited.', undefined]);
});

test('batchWords names the people, the role and the teams that still exist', () => {
  const naming = new Map([
    ['t1', 'Legal'],
    ['t2', 'Sales'],
  ]);
  const words = (count: number, teamIds: string[]) =>
    batchWords(
      { role: 'admin', teamIds, invitations: Array.from({ length: count }, () => invitation('1', 'a')) },
      naming,
    );
  expect(words(1, [])).toBe('1 person as Admin');
  expect(words(1_200, ['t1', 'gone', 't2'])).toBe('1,200 people as Admin, on Legal and Sales');
});
