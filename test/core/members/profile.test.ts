import { expect, test } from 'vitest';
import { getMe } from '#core/members/get-me.ts';
import { keepProfile } from '#core/members/keep-profile.ts';
import { memberKey, userKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import { stepsOfWrites } from '#test/support/in-between.ts';
import { by, day, later, person, present, startOrganization } from '#test/support/organization.ts';
import { useTable } from '#test/support/table.ts';

useTable();

test('a profile is kept as Google gives it, and written only where it differs', async () => {
  const [acme, globex] = [await startOrganization(), await startOrganization()];
  const ann = await acme.join('ann@x.test');
  await globex.accept(await globex.invite('ann@x.test'), ann);
  let profile = { userId: ann.userId, username: 'google_1', email: ann.email, name: ann.name, pictureUrl: null };
  const steps = stepsOfWrites();
  const keep = async (change: object): Promise<number> => {
    const before = steps.length;
    profile = { ...profile, ...change };
    await keepProfile(profile);
    expect(await getItem(userKey(ann.userId))).toMatchObject(profile);
    return steps.length - before;
  };
  expect(await keep({})).toBe(1);
  expect(await keep({})).toBe(0);
  expect(await keep({ username: 'google_2' })).toBe(1);
  expect(await keep({ email: 'ann.lee@x.test' })).toBe(1);
  expect(await keep({ name: 'Ann Lee' })).toBe(3);
  expect(await keep({ pictureUrl: 'https://p.test/1' })).toBe(3);
  expect(await keep({})).toBe(0);
  for (const { organizationId } of [acme, globex])
    expect(await getItem(memberKey({ organizationId, userId: ann.userId }))).toMatchObject({
      email: ann.email,
      name: 'Ann Lee',
      pictureUrl: 'https://p.test/1',
    });
});

test('a person sees who they are, where they are a member, and what waits for their address', async () => {
  const at = present();
  const [acme, globex, umbrella] = [
    await startOrganization({ at }),
    await startOrganization({ at }),
    await startOrganization({ at }),
  ];
  const ann = person('ann@me.test', { pictureUrl: 'https://p.test/1' });
  await acme.accept(await acme.invite(ann.email, { role: 'viewer', at }), ann, at);
  const waiting = await globex.invite(ann.email, { at });
  await umbrella.invite(ann.email, { at, lifetimeSeconds: 60 });
  const organizations = [{ id: acme.organizationId, name: 'Acme', role: 'viewer' }];
  const user = { id: ann.userId, email: ann.email, name: ann.name, pictureUrl: ann.pictureUrl };
  expect(await getMe(by(ann, later(at, day)))).toEqual({
    user,
    organizations,
    invitations: [
      {
        id: waiting.id,
        organizationId: globex.organizationId,
        organizationName: 'Acme',
        invitedBy: { name: globex.admin.name },
        role: 'user',
        expiresAt: waiting.expiresAt,
      },
    ],
  });
  const unverified = by({ ...ann, emailVerified: false }, at);
  expect(await getMe(unverified)).toEqual({ user, organizations, invitations: [] });
});
