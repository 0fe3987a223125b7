import { expect, test } from 'vitest';
import { expireInvitation } from '#core/invitations/expire.ts';
import { changeLimits } from '#core/organizations/change-limits.ts';
import { getOrganization } from '#core/organizations/get.ts';
import { claimAddress } from '#core/table/address.ts';
import { commit } from '#core/table/commit.ts';
import { putInvitation } from '#core/table/invitation.ts';
import { addressKey, invitationKey, requestKey } from '#core/table/keys.ts';
import { newInvitation } from '#core/table/new-invitation.ts';
import { getItem } from '#core/table/read.ts';
import { readStoredRequest } from '#core/table/request.ts';
import { beforeNextWrite, stepsOfWrites } from '#test/support/in-between.ts';
import {
  addresses,
  by,
  later,
  operator,
  present,
  second,
  startOrganization,
  type TestOrganization,
  tally,
} from '#test/support/organization.ts';
import { deleteItem, useTable } from '#test/support/table.ts';

useTable();

const limit = ({ organizationId }: TestOrganization, pendingInvitations: number | null) =>
  changeLimits({ organizationId, pendingInvitations }, operator(), async () => undefined);
const statusOf = async ({ organizationId }: TestOrganization, invitationId: string) =>
  (await getItem(invitationKey({ organizationId, invitationId })))?.status;

test("send returns already_invited with the invitation's id when another admin invites concurrently", async () => {
  const acme = await startOrganization();
  const other = await acme.join('other@x.test', { role: 'admin' });
  let id = '';
  beforeNextWrite(async () => {
    ({ id } = await acme.invite('b@x.test', { by: other }));
  });
  const steps = stepsOfWrites();
  const results = await acme.send(['a@x.test', 'b@x.test', 'c@x.test']);
  expect(results).toMatchObject([
    { email: 'a@x.test', outcome: 'invited' },
    { email: 'b@x.test', code: 'already_invited', invitationId: id },
    { email: 'c@x.test', outcome: 'invited' },
  ]);
  // The other's, then this one's, twice.
  expect(steps).toEqual([2, 6, 4]);
});

test('send returns already_member for an address whose owner joins concurrently', async () => {
  const acme = await startOrganization();
  beforeNextWrite(() => acme.join('a@x.test'));
  expect(tally(await acme.send(['a@x.test', 'b@x.test']))).toEqual({ already_member: 1, invited: 1 });
});

test('send replaces an expired invitation that is finalized concurrently', async () => {
  const acme = await startOrganization();
  const at = present();
  const lapsed = await acme.invite('a@x.test', { at, lifetimeSeconds: 1 });
  const now = later(at, 2 * second);
  const key = addressKey({ organizationId: acme.organizationId, email: 'a@x.test' });
  const claim = (await getItem(key)) ?? expect.fail('no claim');
  // Settled, with the claim still there.
  beforeNextWrite(() => expireInvitation(claim, 'reader', now));
  const steps = stepsOfWrites();
  const again = await acme.invite('a@x.test', { at: now, lifetimeSeconds: 1 });
  expect(steps).toEqual([1, 3, 2]);
  expect(await statusOf(acme, lapsed.id)).toBe('expired');
  expect(await getItem(key)).toMatchObject({ invitationId: again.id });
  // Its claim has gone, too.
  const then = later(now, 2 * second);
  beforeNextWrite(() => deleteItem(key));
  const third = await acme.invite('a@x.test', { at: then });
  expect(await getItem(key)).toMatchObject({ invitationId: third.id });
});

test('one of two sends replaces an expired invitation, and the other returns its id', async () => {
  const acme = await startOrganization();
  const at = present();
  const lapsed = await acme.invite('a@x.test', { at, lifetimeSeconds: 1 });
  const now = later(at, 2 * second);
  let id = '';
  beforeNextWrite(async () => {
    ({ id } = await acme.invite('a@x.test', { at: now }));
  });
  expect(await acme.send(['a@x.test'], { at: now })).toMatchObject([{ code: 'already_invited', invitationId: id }]);
  expect(await statusOf(acme, lapsed.id)).toBe('expired');
});

test('send replaces an expired invitation that was replaced by another expired one', async () => {
  const acme = await startOrganization();
  const at = present();
  const first = await acme.invite('a@x.test', { at, lifetimeSeconds: 1 });
  let id = '';
  beforeNextWrite(async () => {
    ({ id } = await acme.invite('a@x.test', { at: later(at, 2 * second), lifetimeSeconds: 1 }));
  });
  const steps = stepsOfWrites();
  await acme.invite('a@x.test', { at: later(at, 9 * second) });
  // The other's; this one's, over the first in vain, and over the other's.
  expect(steps).toEqual([3, 3, 3]);
  expect([await statusOf(acme, first.id), await statusOf(acme, id)]).toEqual(['expired', 'expired']);
});

// What it read was older: neither the invitation nor its claim was there.
test('a takeover reports an invitation as invited when the slow first run stores it before the write', async () => {
  const acme = await startOrganization();
  const { organizationId, admin } = acme;
  const emails = ['a@x.test', 'b@x.test'];
  const died = () => {
    throw new Error('the process died');
  };
  await expect(acme.send(emails, { idempotencyKey: 'k', hasTime: died })).rejects.toThrow('the process died');
  const request = readStoredRequest(await getItem(requestKey({ organizationId, userId: admin.userId }, 'k')));
  const offer = newInvitation({
    organization: { id: organizationId, name: 'Acme' },
    role: 'user',
    teamIds: [],
    ...request,
  });
  const slow = offer('a@x.test', 0);
  // After its key and its lease.
  beforeNextWrite(() => commit([putInvitation(slow, operator(slow.createdAt)), claimAddress(slow, undefined)]), 2);
  const results = await acme.send(emails, { idempotencyKey: 'k' });
  expect(results).toMatchObject([
    { outcome: 'invited', invitation: { id: slow.id } },
    { outcome: 'invited', invitation: { email: 'b@x.test' } },
  ]);
});

test('send returns the current limit when slots are taken concurrently', async () => {
  const acme = await startOrganization();
  await limit(acme, 3);
  beforeNextWrite(() => acme.invite('faster@x.test'));
  expect(await acme.send(['a@x.test', 'b@x.test', 'c@x.test'])).toMatchObject([
    { outcome: 'invited' },
    { outcome: 'invited' },
    { code: 'pending_limit_reached', limit: 3 },
  ]);
  await limit(acme, 5);
  beforeNextWrite(() => limit(acme, 4));
  expect(await acme.send(['d@x.test', 'e@x.test'])).toMatchObject([
    { outcome: 'invited' },
    { code: 'pending_limit_reached', limit: 4 },
  ]);
});

test('a limit that goes, or rises, while invitations are stored holds them up no longer', async () => {
  const acme = await startOrganization();
  await limit(acme, 4);
  beforeNextWrite(() => limit(acme, 6));
  expect(tally(await acme.send(addresses(6, 'a')))).toEqual({ invited: 6 });
  await limit(acme, 7);
  beforeNextWrite(() => limit(acme, null));
  expect(tally(await acme.send(addresses(9, 'b')))).toEqual({ invited: 9 });
  expect((await getOrganization(acme, by(acme.admin))).usage.pendingInvitations).toBeNull();
});

test("send clears expired slots first when one write can't, unless the limit is removed concurrently", async () => {
  const acme = await startOrganization();
  await limit(acme, 60);
  const at = present();
  await acme.send(addresses(60), { at, lifetimeSeconds: 1 });
  const now = later(at, 2 * second);
  const steps = stepsOfWrites();
  expect(tally(await acme.send(addresses(45, 'q'), { at: now, lifetimeSeconds: 1 }))).toEqual({ invited: 45 });
  expect(steps).toEqual([1, 91]);
  const then = later(now, 2 * second);
  beforeNextWrite(() => limit(acme, null));
  expect(tally(await acme.send(addresses(45, 'r'), { at: then }))).toEqual({ invited: 45 });
});

test('a transaction holds 49 invitations, or 33 that each replace an expired one', async () => {
  const acme = await startOrganization();
  const at = present();
  const steps = stepsOfWrites();
  await acme.send(addresses(50), { at, lifetimeSeconds: 1 });
  expect(steps.splice(0)).toEqual([98, 2]);
  await acme.send(addresses(35), { at: later(at, 2 * second) });
  expect(steps.splice(0)).toEqual([99, 6]);
  await limit(acme, 100);
  steps.splice(0);
  await acme.send(addresses(50, 'limited'), { at });
  expect(steps).toEqual([99, 3]);
});
