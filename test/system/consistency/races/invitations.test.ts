import { expect, test } from 'vitest';
import { resendInvitation } from '#core/invitations/resend.ts';
import { revokeInvitation } from '#core/invitations/revoke.ts';
import { changeMember } from '#core/members/change.ts';
import { removeMember } from '#core/members/remove.ts';
import { getOrganization } from '#core/organizations/get.ts';
import { Problem } from '#core/problem.ts';
import {
  by,
  later,
  person,
  present,
  second,
  startOrganization,
  type TestOrganization,
  tally,
} from '#test/support/organization.ts';
import { allItems, useTable } from '#test/support/table.ts';

useTable();

const rounds = Array.from({ length: 20 }, (_, n) => n);

/** Returns the result of each call: a problem code, or `done`. */
const outcomes = async (acts: readonly Promise<unknown>[]): Promise<string[]> =>
  (await Promise.allSettled(acts)).map((result) => {
    if (result.status === 'fulfilled') return 'done';
    if (result.reason instanceof Problem) return result.reason.code;
    throw result.reason;
  });

const invitationsOf = async ({ organizationId }: TestOrganization) =>
  (await allItems()).filter(({ PK, SK }) => PK === `ORG#${organizationId}` && String(SK).startsWith('INVITATION#'));

test('concurrent invitations to one address create one, and the others return its id', {
  tags: ['promise/races'],
}, async () => {
  for (const round of rounds) {
    const acme = await startOrganization({ plan: round % 2 ? 'standard' : 'enterprise' });
    const sent = await Promise.all(Array.from({ length: 10 }, () => acme.send(['ann@x.test'])));
    expect(tally(sent.flat())).toEqual({ invited: 1, already_invited: 9 });
    const [pending] = (await invitationsOf(acme)).filter(({ email }) => email === 'ann@x.test');
    for (const [result] of sent)
      if (result?.outcome === 'rejected') expect(result).toMatchObject({ invitationId: pending?.id });
  }
});

test('concurrent invitations replace a stale claim once and finalize it once', async () => {
  for (const round of rounds) {
    const acme = await startOrganization({ plan: round % 2 ? 'standard' : 'enterprise' });
    const at = present();
    const old = await acme.invite('ann@x.test', { at, lifetimeSeconds: 10 });
    const now = later(at, 10 * second);
    const sent = await Promise.all(Array.from({ length: 8 }, () => acme.send(['ann@x.test'], { at: now })));
    expect(tally(sent.flat())).toEqual({ invited: 1, already_invited: 7 });
    const stored = (await invitationsOf(acme)).find(({ id }) => id === old.id);
    expect(stored).toMatchObject({ status: 'expired', change: 'invitation.expired', changedAt: old.expiresAt });
  }
});

test('concurrent requests fill the last slots exactly, alone and in batches', async () => {
  for (const round of rounds.slice(0, 8)) {
    const acme = await startOrganization({ plan: 'standard' });
    await acme.send(Array.from({ length: 45 }, (_, n) => `p${n}@x.test`));
    const alone = Array.from({ length: 10 }, (_, n) => acme.send([`q${n}@x.test`]));
    const batches = Array.from({ length: 5 }, (_, n) => acme.send([0, 1, 2, 3].map((m) => `r${n}-${m}@x.test`)));
    const results = (await Promise.all([...alone, ...batches])).flat();
    expect(tally(results), `round ${round}`).toEqual({ invited: 5, pending_limit_reached: 25 });
    const { usage } = await getOrganization(acme, by(acme.admin));
    expect(usage.pendingInvitations).toBe(50);
  }
});

test('concurrent accept, revoke and resend have one winner, and losers get the current state', {
  tags: ['promise/races'],
}, async () => {
  const wins = { accepted: 0, revoked: 0 };
  for (const round of rounds) {
    const acme = await startOrganization({ plan: round % 2 ? 'standard' : 'enterprise' });
    const invitation = await acme.invite('ann@x.test');
    const id = { organizationId: acme.organizationId, invitationId: invitation.id };
    const acts = [
      () => acme.accept(invitation, person('ann@x.test')),
      () => revokeInvitation(id, by(acme.admin)),
      () => resendInvitation(id, by(acme.admin), 0),
    ];
    const order = round % 2 ? [0, 1, 2] : [1, 0, 2];
    const results = await outcomes(order.map((n) => acts[n]?.() ?? Promise.reject(new Error('no act'))));
    const [accept, revoke] = [results[order.indexOf(0)], results[order.indexOf(1)]];
    const won = accept === 'done' ? 'accepted' : 'revoked';
    wins[won] += 1;
    expect([accept, revoke]).toEqual(
      won === 'accepted' ? ['done', 'invitation_not_pending'] : ['invitation_revoked', 'done'],
    );
    const stored = (await invitationsOf(acme)).find(({ id }) => id === invitation.id);
    expect(stored?.status).toBe(won);
    const { usage } = await getOrganization(acme, by(acme.admin));
    expect(usage.members).toBe(won === 'accepted' ? 2 : 1);
    expect(usage.pendingInvitations ?? 0).toBe(0);
  }
  expect(wins.accepted + wins.revoked).toBe(rounds.length);
});

test('concurrent accepts by one account return the same and create one member', {
  tags: ['fault/f22'],
}, async () => {
  for (const _ of rounds) {
    const acme = await startOrganization();
    const invitation = await acme.invite('ann@x.test');
    const answers = await Promise.all(Array.from({ length: 8 }, () => acme.accept(invitation, person('ann@x.test'))));
    expect(new Set(answers.map(({ member }) => member.userId)).size).toBe(1);
    expect(new Set(answers.map(({ member }) => member.joinedAt)).size).toBe(1);
    expect((await getOrganization(acme, by(acme.admin))).usage.members).toBe(2);
  }
});

test('concurrent accepts by two accounts create one member; the other gets 409', {
  tags: ['fault/f22'],
}, async () => {
  for (const _ of rounds) {
    const acme = await startOrganization();
    const invitation = await acme.invite('ann@x.test');
    const accounts = ['one', 'two'].map((userId) => acme.accept(invitation, person('ann@x.test', { userId })));
    expect((await outcomes(accounts)).sort()).toEqual(['done', 'invitation_accepted']);
  }
});

test('concurrent accepts fill the last seat exactly', async () => {
  for (const _ of rounds.slice(0, 8)) {
    const acme = await startOrganization({ memberLimit: 3 });
    const invited = await Promise.all([1, 2, 3, 4, 5].map((n) => acme.invite(`p${n}@x.test`)));
    const results = await outcomes(invited.map((invitation) => acme.accept(invitation, person(invitation.email))));
    expect(results.filter((result) => result === 'done')).toHaveLength(2);
    expect(results.filter((result) => result === 'member_limit_reached')).toHaveLength(3);
  }
});

test('two admins who leave, remove or demote each other concurrently leave one admin', async () => {
  for (const round of rounds) {
    const acme = await startOrganization();
    const other = await acme.join('other@x.test', { role: 'admin' });
    const { organizationId } = acme;
    const id = (userId: string) => ({ organizationId, userId });
    const acts =
      round % 2
        ? [removeMember(id(acme.admin.userId), by(acme.admin)), removeMember(id(other.userId), by(other))]
        : [
            changeMember(id(other.userId), { role: 'user' }, by(acme.admin)),
            changeMember(id(acme.admin.userId), { role: 'user' }, by(other)),
          ];
    const results = await outcomes(acts);
    expect(results).toContain('done');
    const seats = (await allItems()).find(({ PK, SK }) => PK === `ORG#${organizationId}` && SK === 'SEATS');
    expect(seats?.admins).toBe(1);
  }
});

test('a repeated Idempotency-Key waits for the running request and returns its result', async () => {
  for (const round of rounds.slice(0, 8)) {
    const acme = await startOrganization({ plan: round % 2 ? 'standard' : 'enterprise' });
    const emails = Array.from({ length: 60 }, (_, n) => `p${n}@x.test`);
    const sent = await Promise.all([1, 2, 3].map(() => acme.send(emails, { idempotencyKey: 'once' })));
    expect(sent[1]).toEqual(sent[0]);
    expect(sent[2]).toEqual(sent[0]);
    expect(await invitationsOf(acme)).toHaveLength((round % 2 ? 50 : 60) + 1);
  }
});
