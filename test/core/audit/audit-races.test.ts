import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { expireInvitation } from '#core/invitations/expire.ts';
import { revokeInvitation } from '#core/invitations/revoke.ts';
import { changeMember } from '#core/members/change.ts';
import { removeMember } from '#core/members/remove.ts';
import { changeLimits } from '#core/organizations/change-limits.ts';
import { setAllowedDomains } from '#core/organizations/set-allowed-domains.ts';
import {
  by,
  day,
  later,
  operator,
  person,
  present,
  second,
  startOrganization,
  tally,
} from '#test/support/organization.ts';
import { deleteItem, useTable } from '#test/support/table.ts';
import { changesOf, itemsOf, log, record } from './recorded-log.ts';

useTable();

test('audit events of one item are in the order of their writes when a later write was requested earlier', {
  tags: ['promise/audit'],
}, async () => {
  const acme = await startOrganization();
  const { organizationId, admin } = acme;
  const ann = await acme.join('ann@x.test');
  const id = { organizationId, userId: ann.userId };
  const at = later(present(), 2 * second);
  const waited = by(admin, later(at, -second));
  await record(acme, () => changeMember(id, { role: 'viewer' }, by(admin, at)));
  await record(acme, () => changeMember(id, { role: 'user' }, by(admin, at)));
  await record(acme, () => changeMember(id, { role: 'viewer' }, waited));
  await record(acme, () => removeMember(id, waited));
  await record(acme, () => setAllowedDomains({ organizationId }, { domains: ['one.test'] }, by(admin, at)));
  await record(acme, () => setAllowedDomains({ organizationId }, { domains: ['two.test'] }, waited));
  await record(acme, () => changeLimits({ organizationId, members: 9 }, operator(waited.now), async () => undefined));
  const changes = async (category: 'member' | 'organization') =>
    (await log(acme))
      .filter((event) => event.category === category && event.occurredAt >= at)
      .sort((one, other) => (one.occurredAt < other.occurredAt ? -1 : 1))
      .map(({ occurredAt, type, details }) => [
        Date.parse(occurredAt) - Date.parse(at),
        type,
        'to' in details ? details.to : '',
      ]);
  expect(await changes('member')).toEqual([
    [0, 'member.role_changed', 'viewer'],
    [1, 'member.role_changed', 'user'],
    [2, 'member.role_changed', 'viewer'],
    [3, 'member.removed', ''],
  ]);
  expect(await changes('organization')).toEqual([
    [0, 'organization.allowed_domains_changed', ['one.test']],
    [1, 'organization.allowed_domains_changed', ['two.test']],
    [2, 'organization.limits_changed', 'unlimited pending invitations, 9 members, 10000 emails a day'],
  ]);
});

test('recordChange finalizes an invitation once, dated its expiresAt, when TTL removed its claim', {
  tags: ['fault/f18'],
}, async () => {
  const acme = await startOrganization();
  const at = present();
  const { id, expiresAt } = await acme.invite('ann@x.test', { at, lifetimeSeconds: 10 });
  const claim = (await itemsOf(acme)).find(({ SK }) => SK === 'ADDRESS#ann@x.test') ?? {};
  const now = later(at, 10 * second);
  await record(acme, () => expireInvitation(claim, randomUUID(), now));
  await record(acme, () => expireInvitation(claim, randomUUID(), now));
  expect(await log(acme)).toMatchObject([
    {
      type: 'invitation.expired',
      occurredAt: expiresAt,
      actor: { type: 'system' },
      subject: { id, email: 'ann@x.test' },
    },
  ]);
  const again = await acme.send(['ann@x.test'], { at: now });
  expect(again).toMatchObject([{ outcome: 'invited' }]);
  await expireInvitation(claim, randomUUID(), now);
  expect(await acme.send(['ann@x.test'], { at: now })).toMatchObject([{ code: 'already_invited' }]);
});

test('a late removal by TTL leaves an accepted or revoked invitation as it is', { tags: ['fault/f19'] }, async () => {
  const acme = await startOrganization();
  const accepted = await acme.invite('ann@x.test');
  const revoked = await acme.invite('bob@x.test');
  const claims = (await itemsOf(acme)).filter(({ SK }) =>
    ['ADDRESS#ann@x.test', 'ADDRESS#bob@x.test'].includes(String(SK)),
  );
  await acme.accept(accepted, person('ann@x.test'));
  await revokeInvitation({ organizationId: acme.organizationId, invitationId: revoked.id }, by(acme.admin));
  const changes = await changesOf(acme, async () => {
    for (const at of [present(), later(present(), 8 * day)])
      for (const claim of claims) await expireInvitation(claim, randomUUID(), at);
  });
  expect(claims).toHaveLength(2);
  expect(changes).toEqual([]);
});

// TTL goes by DynamoDB's clock, which may be ahead of ours.
test('recordChange restores a claim that TTL removed early; accepting and revoking work in between', async () => {
  const acme = await startOrganization({ plan: 'standard' });
  const [ann, bob, cem] = ['ann@x.test', 'bob@x.test', 'cem@x.test'] as const;
  const invitations = await Promise.all([ann, bob, cem].map((email) => acme.invite(email)));
  const claims = (await itemsOf(acme)).filter(({ SK }) => /^ADDRESS#(ann|bob|cem)@/.test(String(SK)));
  for (const { PK, SK } of claims) await deleteItem({ PK: String(PK), SK: String(SK) });

  await acme.accept(invitations[0] ?? expect.fail(), person(ann));
  const bobs = { organizationId: acme.organizationId, invitationId: invitations[1]?.id ?? '' };
  await revokeInvitation(bobs, by(acme.admin));
  for (const claim of claims) await expireInvitation(claim, randomUUID(), present());

  const found = (await itemsOf(acme)).filter(({ SK }) => /^ADDRESS#(ann|bob|cem)@/.test(String(SK)));
  expect(found).toEqual([
    expect.objectContaining({ SK: `ADDRESS#${ann}`, userId: `user-${ann}` }),
    claims.find(({ SK }) => SK === `ADDRESS#${cem}`),
  ]);
  expect(tally(await acme.send([ann, bob, cem]))).toEqual({ already_member: 1, invited: 1, already_invited: 1 });
});

test('inviting an address again records that the old invitation expired', async () => {
  const acme = await startOrganization();
  const at = present();
  const old = await acme.invite('ann@x.test', { at, lifetimeSeconds: 10 });
  await record(acme, () => acme.invite('ann@x.test', { at: later(at, 20 * second) }));
  expect((await log(acme)).map(({ type, subject, occurredAt }) => [type, subject.id === old.id, occurredAt])).toEqual([
    ['invitation.sent', false, later(at, 20 * second)],
    ['invitation.expired', true, old.expiresAt],
  ]);
});
