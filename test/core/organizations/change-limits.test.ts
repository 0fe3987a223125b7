import { expect, test } from 'vitest';
import { inviteAdmin } from '#core/invitations/invite-admin.ts';
import { revokeInvitation } from '#core/invitations/revoke.ts';
import { changeLimits, newLimits, newPlan } from '#core/organizations/change-limits.ts';
import { getOrganization } from '#core/organizations/get.ts';
import { setAllowedDomains } from '#core/organizations/set-allowed-domains.ts';
import { showOrganization } from '#core/organizations/show.ts';
import { attempt } from '#core/table/commit.ts';
import { placesKey } from '#core/table/keys.ts';
import { addPlace, readPlaces } from '#core/table/places.ts';
import { getItem } from '#core/table/read.ts';
import { beforeNextWrite, stepsOfWrites } from '#test/support/in-between.ts';
import {
  addresses,
  by,
  later,
  operator,
  person,
  present,
  product,
  second,
  startOrganization,
  tally,
} from '#test/support/organization.ts';
import { useTable } from '#test/support/table.ts';

useTable();

const atOnce = async () => undefined;

test('an organization that gets a limit counts what was pending before from its first write', async () => {
  const acme = await startOrganization({ plan: 'enterprise' });
  await acme.send(addresses(60));
  const changed = await changeLimits(
    newPlan.parse({ organizationId: acme.organizationId, plan: 'standard' }),
    operator(),
    async () => {
      expect(tally(await acme.send(addresses(2, 'concurrent')))).toEqual({ pending_limit_reached: 2 });
    },
  );
  expect(changed).toMatchObject({
    plan: 'standard',
    limits: { pendingInvitations: 50 },
    usage: { pendingInvitations: 60 },
  });
  expect(tally(await acme.send(['late@x.test']))).toEqual({ pending_limit_reached: 1 });
});

test('an expired invitation gets no slot when a limit is set', async () => {
  const acme = await startOrganization({ plan: 'enterprise' });
  const at = present();
  await acme.send(addresses(3), { at, lifetimeSeconds: 1 });
  await acme.invite('alive@x.test', { at, lifetimeSeconds: 2 });
  const { organizationId } = acme;
  await changeLimits(newPlan.parse({ organizationId, plan: 'standard' }), operator(later(at, second)), atOnce);
  const { places } = readPlaces(await getItem(placesKey(organizationId)));
  expect(Object.values(places)).toEqual([later(at, 2 * second)]);
});

test('a place of the time without a limit is freed like any other', async () => {
  const acme = await startOrganization({ plan: 'enterprise' });
  const [ann, bob] = [await acme.invite('ann@x.test'), await acme.invite('bob@x.test')];
  await changeLimits(newPlan.parse({ organizationId: acme.organizationId, plan: 'standard' }), operator(), atOnce);
  await acme.accept(ann, person('ann@x.test'));
  await revokeInvitation({ organizationId: acme.organizationId, invitationId: bob.id }, by(acme.admin));
  expect((await getOrganization(acme, by(acme.admin))).usage.pendingInvitations).toBe(0);
});

test('a plan without a limit counts nothing any more, and everyone can be invited', async () => {
  const acme = await startOrganization({ plan: 'standard' });
  await acme.send(addresses(50));
  const plan = newPlan.parse({ organizationId: acme.organizationId, plan: 'enterprise' });
  expect(await changeLimits(plan, operator(), atOnce)).toMatchObject({ usage: { pendingInvitations: null } });
  expect(tally(await acme.send(addresses(60, 'q')))).toEqual({ invited: 60 });
});

test("limits that differ from the plan's apply, and a lower one removes no member", async () => {
  const acme = await startOrganization({ plan: 'standard' });
  await acme.send(addresses(10));
  const limits = { organizationId: acme.organizationId, pendingInvitations: 12, members: 1 };
  const changed = await changeLimits(newLimits.parse(limits), operator(), atOnce);
  expect(changed).toMatchObject({
    limits: { pendingInvitations: 12, members: 1 },
    usage: { pendingInvitations: 10, members: 1 },
  });
  expect(tally(await acme.send(addresses(5, 'q')))).toEqual({ invited: 2, pending_limit_reached: 3 });
  const [invitation] = await acme.send(['p0@x.test']);
  if (invitation?.outcome !== 'rejected' || invitation.code !== 'already_invited') throw new Error('not pending');
  await expect(acme.accept({ id: invitation.invitationId }, person('p0@x.test'))).rejects.toMatchObject({
    code: 'member_limit_reached',
  });
  await changeLimits(newLimits.parse({ organizationId: acme.organizationId, members: null }), operator(), atOnce);
  await expect(acme.accept({ id: invitation.invitationId }, person('p0@x.test'))).resolves.toBeDefined();
});

test.each([
  { plan: 'standard', pendingInvitations: 0 },
  { plan: 'enterprise', pendingInvitations: null },
] as const)('inviteAdmin replaces a pending invitation: $plan', async ({ plan, ...usage }) => {
  const acme = await startOrganization({ plan });
  const lost = await acme.invite('admin@lost.test', { role: 'viewer' });
  const asked = { organizationId: acme.organizationId, adminEmail: 'admin@lost.test' };
  const invited = await inviteAdmin(asked, operator(), { lifetimeSeconds: 60, inviter: product });
  if ('error' in invited) throw new Error(invited.error);
  expect(invited.invitationId).not.toBe(lost.id);
  const { member } = await acme.accept({ id: invited.invitationId }, person('admin@lost.test'));
  expect(member.role).toBe('admin');
  expect((await getOrganization(acme, by(acme.admin))).usage).toMatchObject(usage);
});

test('an organization above a new limit can invite again once enough invitations have expired', async () => {
  const acme = await startOrganization({ plan: 'enterprise' });
  const at = present();
  await acme.send(addresses(400), { at, lifetimeSeconds: 10 });
  await changeLimits(newPlan.parse({ organizationId: acme.organizationId, plan: 'standard' }), operator(at), atOnce);
  expect(tally(await acme.send(['one@x.test'], { at: later(at, second) }))).toEqual({ pending_limit_reached: 1 });
  expect(tally(await acme.send(addresses(60, 'q'), { at: later(at, 11 * second) }))).toEqual({
    invited: 50,
    pending_limit_reached: 10,
  });
});

test("inviteAdmin invites in the product's name and ignores the allowed domains", async () => {
  const acme = await startOrganization({ plan: 'standard' });
  await setAllowedDomains(acme, { domains: ['acme.test'] }, by(acme.admin));
  const asked = { organizationId: acme.organizationId, adminEmail: 'rescue@other.test' };
  const terms = { lifetimeSeconds: 60, inviter: product };
  const invited = await inviteAdmin(asked, operator(), terms);
  if ('error' in invited) throw new Error(invited.error);
  const { member } = await acme.accept({ id: invited.invitationId }, person('rescue@other.test'));
  expect(member.role).toBe('admin');
  expect(await inviteAdmin(asked, operator(), terms)).toEqual({
    error: 'Already a member.',
  });
  await acme.accept(await acme.invite('user@acme.test'), person('user@acme.test'));
  const shown = await showOrganization({ organizationId: acme.organizationId }, present());
  expect(shown.admins.map(({ email }) => email).sort()).toEqual([acme.admin.email, 'rescue@other.test'].sort());
});

test("an invitation can be revoked or accepted while the plan's limit is removed", {
  tags: ['fault/f25'],
}, async () => {
  const acme = await startOrganization({ plan: 'standard' });
  const [ann, bob] = [await acme.invite('ann@x.test'), await acme.invite('bob@x.test')];
  const plan = (name: 'standard' | 'enterprise') => () =>
    changeLimits(newPlan.parse({ organizationId: acme.organizationId, plan: name }), operator(), atOnce);

  beforeNextWrite(plan('enterprise'));
  const revoked = await revokeInvitation({ organizationId: acme.organizationId, invitationId: ann.id }, by(acme.admin));
  await plan('standard')();
  beforeNextWrite(plan('enterprise'));
  const { member } = await acme.accept(bob, person('bob@x.test'));

  expect([revoked.status, member.email]).toEqual(['revoked', 'bob@x.test']);
});

test('changeLimits writes nothing for an unchanged limit and waits only to add slots', async () => {
  const { organizationId } = await startOrganization({ plan: 'enterprise' });
  const steps = stepsOfWrites();
  let waits = 0;
  const change = async (asked: Omit<Parameters<typeof changeLimits>[0], 'organizationId'>): Promise<number[]> => {
    await changeLimits({ organizationId, ...asked }, operator(), async () => (waits += 1));
    return steps.splice(0);
  };
  const standard = { plan: 'standard', pendingInvitations: 50 } as const;
  const enterprise = { plan: 'enterprise', pendingInvitations: null } as const;
  expect([await change({ members: 7 }), await change({ members: 7 })]).toEqual([[2], []]);
  expect([await change(enterprise), waits]).toEqual([[], 0]);
  expect([await change(standard), await change(standard), waits]).toEqual([[2], [], 2]);
  expect([await change({ pendingInvitations: 60 }), await change({ pendingInvitations: 60 })]).toEqual([[2], []]);
  expect([await change({ plan: 'enterprise', pendingInvitations: 60 }), waits]).toEqual([[1], 5]);
  expect([await change({ members: 8 }), await change({ members: null }), waits]).toEqual([[2], [2], 5]);
  expect([await change(enterprise), await change(enterprise), waits]).toEqual([[2], [], 5]);
});

test('more pending invitations than can be counted are not limited, and hinder no other change', async () => {
  const acme = await startOrganization({ plan: 'enterprise' });
  const { organizationId } = acme;
  await acme.send(addresses(1_000));
  const one = await acme.invite('one@more.test');
  const standard = () =>
    changeLimits(newPlan.parse({ organizationId, plan: 'standard' }), operator(), async () => {
      throw new Error('broken off before each has its place');
    });
  await expect(standard()).rejects.toThrow(/^1001 invitations are pending: with more than 1000 they can't be limited/);
  expect(await changeLimits({ organizationId, members: 9 }, operator(), atOnce)).toMatchObject({
    plan: 'enterprise',
    limits: { members: 9, pendingInvitations: null },
  });
  await revokeInvitation({ organizationId, invitationId: one.id }, by(acme.admin));
  await expect(standard()).rejects.toThrow('broken off');
  expect(await getOrganization({ organizationId }, by(acme.admin))).toMatchObject({ plan: 'standard' });
});

test('an operator must name an organization that there is, and a limit', async () => {
  const nowhere = { organizationId: 'nowhere' };
  await expect(changeLimits({ ...nowhere, members: 1 }, operator(), atOnce)).rejects.toThrow(
    'There is no organization with this id.',
  );
  const admin = { ...nowhere, adminEmail: 'ann@x.test' };
  await expect(inviteAdmin(admin, operator(), { lifetimeSeconds: 60, inviter: product })).rejects.toThrow(
    'There is no organization with this id.',
  );
  await expect(showOrganization(nowhere, present())).rejects.toThrow('There is no organization with this id.');
  expect(newLimits.safeParse(nowhere).error?.issues).toMatchObject([{ message: 'name at least one limit' }]);
  expect([{ members: 1 }, { members: null }, { pendingInvitations: 1 }, { pendingInvitations: null }]).toSatisfy(
    (limits: object[]) => limits.every((limit) => newLimits.safeParse({ ...nowhere, ...limit }).success),
  );
});

test('known pending invitations count from the first write of a downgrade', async () => {
  const acme = await startOrganization({ plan: 'enterprise' });
  await acme.send(addresses(50, 'before'));
  const asked = newPlan.parse({ organizationId: acme.organizationId, plan: 'standard' });
  const during: unknown[] = [];
  await changeLimits(asked, operator(), async () => {
    during.push(...(await acme.send(['during@x.test'])));
  });
  expect(during).toEqual([expect.objectContaining({ outcome: 'rejected', code: 'pending_limit_reached' })]);
  const { usage } = await getOrganization(acme, by(acme.admin));
  expect(usage.pendingInvitations).toBe(50);
});

test('an invitation that ends while a downgrade waits leaves no slot behind', async () => {
  const acme = await startOrganization({ plan: 'enterprise' });
  const { id } = await acme.invite('ends@x.test');
  const asked = newPlan.parse({ organizationId: acme.organizationId, plan: 'standard' });
  await changeLimits(asked, operator(), async () => {
    await addStaleSlot(acme.organizationId);
  });
  const { usage } = await getOrganization(acme, by(acme.admin));
  expect({ id, pending: usage.pendingInvitations }).toEqual({ id, pending: 1 });
});

/** As a request leaves it that accepted an invitation without knowing of the limit. */
const addStaleSlot = async (organizationId: string) =>
  attempt([addPlace(organizationId, { id: 'accepted', expiresAt: later(present(), 60_000) })]);
