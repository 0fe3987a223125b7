import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { expireInvitation } from '#core/invitations/expire.ts';
import { getInvitation } from '#core/invitations/get.ts';
import { revokeInvitation } from '#core/invitations/revoke.ts';
import { by, later, person, present, second, startOrganization } from '#test/support/organization.ts';
import { allItems, deleteItem, useTable } from '#test/support/table.ts';

useTable();

const email = 'ann@x.test';

/** An invitation of ten seconds, whose claim TTL has removed. */
const withoutClaim = async () => {
  const at = present();
  const acme = await startOrganization({ at });
  const { organizationId, admin } = acme;
  const invitation = await acme.invite(email, { at, lifetimeSeconds: 10 });
  const key = { PK: `ORG#${organizationId}`, SK: `ADDRESS#${email}` };
  const claim = async () => (await allItems()).find(({ PK, SK }) => PK === key.PK && SK === key.SK);
  const removed = (await claim()) ?? {};
  await deleteItem(key);
  const id = { organizationId, invitationId: invitation.id };
  const item = async () => (await allItems()).find(({ SK }) => SK === `INVITATION#${invitation.id}`);
  const status = async () => (await getInvitation(id, by(admin, at))).status;
  const settle = (seconds: number) => expireInvitation(removed, randomUUID(), later(at, seconds * second));
  return { acme, at, id, invitation, claim, removed, item, status, settle };
};

test('a claim that TTL removes at its time ends its invitation, dated when it expired', async () => {
  const { settle, item, claim, invitation } = await withoutClaim();
  await settle(10);
  expect(await item()).toMatchObject({
    status: 'expired',
    change: 'invitation.expired',
    changedAt: invitation.expiresAt,
    changedBy: { type: 'system' },
  });
  expect(await claim()).toBeUndefined();
});

test('a claim that TTL removes early is put back as it was, as often as it is, and its invitation lives on', async () => {
  const { settle, status, claim, removed, acme, invitation } = await withoutClaim();
  for (let n = 0; n < 2; n++) await settle(9);
  expect(await claim()).toEqual(removed);
  expect(await status()).toBe('pending');
  const member = await acme.accept(invitation, person(email));
  expect(member).toMatchObject({ member: { email } });
});

test('an invitation that was revoked since gets no claim back', async () => {
  const { settle, status, claim, acme, id, at } = await withoutClaim();
  await revokeInvitation(id, by(acme.admin, at));
  await settle(9);
  expect([await claim(), await status()]).toEqual([undefined, 'revoked']);
});

test('expireInvitation finalizes immediately when the address was invited again or has joined', async () => {
  for (const joins of [false, true]) {
    const { settle, item, claim, acme, at, invitation } = await withoutClaim();
    const next = await acme.invite(email, { at });
    if (joins) await acme.accept(next, person(email), at);
    const held = await claim();
    await settle(9);
    expect(await item()).toMatchObject({ status: 'expired', changedAt: invitation.expiresAt });
    expect(await claim()).toEqual(held);
  }
});

test("a member's claim is no invitation's: nothing ends with it", async () => {
  const { acme, at } = await withoutClaim();
  await acme.join('bob@x.test', { at });
  const before = await allItems();
  const claim = before.find(({ PK, SK }) => PK === `ORG#${acme.organizationId}` && SK === 'ADDRESS#bob@x.test');
  await expireInvitation(claim ?? {}, randomUUID(), later(at, 20 * second));
  expect(await allItems()).toEqual(before);
});
