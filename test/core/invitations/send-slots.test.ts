import { expect, test } from 'vitest';
import { getOrganization } from '#core/organizations/get.ts';
import { addresses, by, later, present, second, startOrganization, tally } from '#test/support/organization.ts';
import { useTable } from '#test/support/table.ts';

/** There is time for so many transactions. */

useTable();

test('send fills slots in the order of the request and returns the limit for the rest', async () => {
  const acme = await startOrganization({ plan: 'standard' });
  await acme.send(addresses(45));
  const results = await acme.send(['nonsense', ...addresses(3), ...addresses(10, 'q')]);
  expect(tally(results)).toEqual({ invalid_email: 1, already_invited: 3, invited: 5, pending_limit_reached: 5 });
  expect(results.at(8)).toMatchObject({ email: 'q4@x.test', outcome: 'invited' });
  expect(results.at(9)).toMatchObject({ email: 'q5@x.test', code: 'pending_limit_reached', limit: 50 });
  const { usage } = await getOrganization(acme, by(acme.admin));
  expect(usage).toEqual({ pendingInvitations: 50, members: 1, emailsToday: 0 });
});

test('send reuses slot and address at the millisecond of expiration, before TTL has removed the claim', {
  tags: ['fault/f18'],
}, async () => {
  const acme = await startOrganization({ plan: 'standard' });
  const at = present();
  await acme.send(addresses(50), { at, lifetimeSeconds: 10 });
  const before = await acme.send(['late@x.test', 'p0@x.test'], { at: later(at, 10 * second - 1) });
  expect(tally(before)).toEqual({ pending_limit_reached: 1, already_invited: 1 });
  const after = await acme.send(['p0@x.test', ...addresses(60, 'q')], { at: later(at, 10 * second) });
  expect(tally(after)).toEqual({ invited: 50, pending_limit_reached: 11 });
});

test('send replaces as many slots as have expired, and no more', async () => {
  const acme = await startOrganization({ plan: 'standard' });
  const at = present();
  await acme.send(addresses(20), { at, lifetimeSeconds: 10 });
  await acme.send(addresses(30, 'q'), { at, lifetimeSeconds: 60 });
  expect(tally(await acme.send(addresses(25, 'r'), { at: later(at, 11 * second) }))).toEqual({
    invited: 20,
    pending_limit_reached: 5,
  });
});

test('a plan without a limit counts no pending invitations', async () => {
  const acme = await startOrganization({ plan: 'enterprise' });
  await acme.send(addresses(60));
  const { limits, usage } = await getOrganization(acme, by(acme.admin));
  expect(limits.pendingInvitations).toBeNull();
  expect(usage).toEqual({ pendingInvitations: null, members: 1, emailsToday: 0 });
});
