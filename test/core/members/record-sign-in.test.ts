import { expect, test } from 'vitest';
import type { Caller } from '#core/caller.ts';
import { memberKey, userKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import { stepsOfWrites } from '#test/support/in-between.ts';
import { person, startOrganization } from '#test/support/organization.ts';
import { signedIn, usernameOf } from '#test/support/sign-in.ts';
import { useTable } from '#test/support/table.ts';

useTable();

const stored = ({ userId }: Pick<Caller, 'userId'>) => getItem(userKey(userId));

test('a sign-in stores the profile as Google gives it, and writes only what differs', async () => {
  const [acme, globex] = [await startOrganization(), await startOrganization()];
  let ann = await acme.join('ann@profile.test');
  await globex.accept(await globex.invite(ann.email), ann);
  const steps = stepsOfWrites();
  const writesOf = async (change: Partial<Caller>): Promise<number> => {
    const before = steps.length;
    ann = { ...ann, ...change };
    await signedIn(ann);
    const { userId, email, name, pictureUrl } = ann;
    expect(await stored(ann)).toMatchObject({ userId, username: usernameOf(ann), email, name, pictureUrl });
    return steps.length - before;
  };
  expect(await writesOf({})).toBe(1);
  expect(await writesOf({})).toBe(0);
  expect(await writesOf({ name: 'Ann Lee' })).toBe(3);
  expect(await writesOf({ pictureUrl: 'https://p.test/1' })).toBe(3);
  expect(await writesOf({})).toBe(0);
  for (const { organizationId } of [acme, globex])
    expect(await getItem(memberKey({ organizationId, userId: ann.userId }))).toMatchObject({
      email: ann.email,
      name: 'Ann Lee',
      pictureUrl: 'https://p.test/1',
    });
});

test('a sign-in under another name in the user pool is stored, so that the person can be signed out', async () => {
  const ann = person('ann@pool.test');
  await signedIn(ann);
  await signedIn({ ...ann, name: 'Ann' });
  expect(await stored(ann)).toMatchObject({ username: usernameOf(ann), name: 'Ann', change: 'none' });
});

test('a sign-in with an unverified address keeps the last verified one and updates the name', async () => {
  const acme = await startOrganization();
  const ann = await acme.join('ann@unverified.test');
  await signedIn(ann);
  await signedIn({ ...ann, email: 'new@unverified.test', emailVerified: false, name: 'Ann Lee' });
  expect(await stored(ann)).toMatchObject({ email: ann.email, name: 'Ann Lee', change: 'none' });
  expect(await getItem(memberKey({ organizationId: acme.organizationId, userId: ann.userId }))).toMatchObject({
    email: ann.email,
    name: 'Ann Lee',
    change: 'none',
  });
});

test('a first sign-in with an address that is not verified stores no address', async () => {
  const ann = person('ann@first.test', { emailVerified: false });
  await signedIn(ann);
  expect(await stored(ann)).not.toHaveProperty('email');
  await signedIn({ ...ann, emailVerified: true });
  expect(await stored(ann)).toMatchObject({ email: ann.email });
});

test('a sign-in asks record-changes to follow only where the address is another one', async () => {
  const acme = await startOrganization();
  const ann = await acme.join('ann@asks.test');
  await signedIn(ann);
  expect(await stored(ann)).toMatchObject({ change: 'none' });
  await signedIn({ ...ann, email: 'lee@asks.test' });
  expect(await stored(ann)).toMatchObject({ change: 'address', requestId: expect.any(String) });
  await signedIn({ ...ann, email: 'lee@asks.test', name: 'Ann Lee' });
  expect(await stored(ann)).toMatchObject({ change: 'none' });
  const stranger = person('stranger@asks.test');
  await signedIn(stranger);
  expect(await stored(stranger)).toMatchObject({ change: 'none' });
});
