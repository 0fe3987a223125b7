import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Caller } from '#core/caller.ts';
import { followAddress } from '#core/members/move-memberships.ts';
import { readPerson } from '#core/members/person.ts';
import { userKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import { failNextWrites, stepsOfWrites } from '#test/support/in-between.ts';
import { person, present, startOrganization, type TestOrganization } from '#test/support/organization.ts';
import { signedIn } from '#test/support/sign-in.ts';
import { useTable } from '#test/support/table.ts';

useTable();

const follow = ({ userId }: Caller) => followAddress(userId, { at: present(), requestId: randomUUID() });

/** How many memberships of the person have which address. */
const addressesOf = async ({ userId }: Caller): Promise<Record<string, number>> => {
  const emails = (await readPerson(userId)).memberships.map(({ email }) => email);
  return Object.fromEntries([...Map.groupBy(emails, (email) => email)].map(([email, all]) => [email, all.length]));
};

/** When record-changes was last asked to move memberships. A new value means a new stream record. */
const askedAt = async ({ userId }: Caller): Promise<unknown> => {
  const { change, changedAt } = (await getItem(userKey(userId))) ?? {};
  return change === 'address' ? changedAt : undefined;
};

const memberOfMany = async (count: number) => {
  const organizations: TestOrganization[] = [];
  const ann = person(`ann-${randomUUID()}@many.test`);
  for (let n = 0; n < count; n++) {
    const organization = await startOrganization();
    await organization.accept(await organization.invite(ann.email), ann);
    organizations.push(organization);
  }
  await signedIn(ann);
  return { organizations, ann, moved: { ...ann, email: `lee-${randomUUID()}@many.test` } };
};

test('a sign-in moves memberships as long as it has time, and record-changes moves the rest', async () => {
  const { ann, moved } = await memberOfMany(4);
  let left = 2;
  await signedIn(moved, { hasTime: () => left-- > 0 });
  expect(await addressesOf(ann)).toEqual({ [ann.email]: 2, [moved.email]: 2 });
  expect(await askedAt(ann)).toBeDefined();
  await follow(ann);
  expect(await addressesOf(ann)).toEqual({ [moved.email]: 4 });
});

test('a sign-in that runs out of time asks again, later than it asked first', async () => {
  const { ann, moved } = await memberOfMany(1);
  const at = present();
  await signedIn(moved, { at, hasTime: () => false });
  const asked = await askedAt(ann);
  expect(String(asked) > at).toBe(true);
});

test('a sign-in without time left requests the move of release 0.1.0 memberships', async () => {
  const { ann, moved, organizations } = await memberOfMany(1);
  await signedIn(moved);
  const [acme = expect.fail()] = organizations;
  const globex = await startOrganization();
  await globex.accept(await globex.invite(ann.email), ann);
  await signedIn({ ...moved, name: 'Ann Lee' });
  await globex.join('bob@many.test');
  await acme.join('bob@many.test');
  const umbrella = await startOrganization();
  await umbrella.accept(await umbrella.invite(ann.email), ann);
  expect(await askedAt(ann)).toBeUndefined();
  await signedIn({ ...moved, name: 'Ann Lee' }, { hasTime: () => false });
  expect(await askedAt(ann)).toBeDefined();
  await follow(ann);
  expect(await addressesOf(ann)).toEqual({ [moved.email]: 3 });
});

test('record-changes completes a sign-in that crashed after storing the address', async () => {
  const { ann, moved } = await memberOfMany(2);
  failNextWrites(1, 1);
  await expect(signedIn(moved)).rejects.toThrow('ECONNREFUSED');
  expect(await addressesOf(ann)).toEqual({ [ann.email]: 2 });
  await follow(ann);
  expect(await addressesOf(ann)).toEqual({ [moved.email]: 2 });
});

test('a sign-in that dies before it has stored the address has changed nothing, and the next one moves all', async () => {
  const { ann, moved } = await memberOfMany(2);
  failNextWrites(1);
  await expect(signedIn(moved)).rejects.toThrow('ECONNREFUSED');
  expect(await askedAt(ann)).toBeUndefined();
  await signedIn(moved);
  expect(await addressesOf(ann)).toEqual({ [moved.email]: 2 });
});

test('record-changes moves 25 memberships per record, and asks for the next ones', async () => {
  const { ann, moved } = await memberOfMany(27);
  await signedIn(moved, { hasTime: () => false });
  const first = await askedAt(ann);
  await follow(ann);
  expect(await addressesOf(ann)).toEqual({ [ann.email]: 2, [moved.email]: 25 });
  const second = await askedAt(ann);
  expect(String(second) > String(first)).toBe(true);
  await follow(ann);
  expect(await addressesOf(ann)).toEqual({ [moved.email]: 27 });
  expect(await askedAt(ann)).toBe(second);
}, 300_000);

test('memberships whose new address is another member’s do not make record-changes ask without end', async () => {
  const { ann, moved, organizations } = await memberOfMany(2);
  for (const organization of organizations)
    await organization.accept(await organization.invite(moved.email), person(moved.email, { userId: 'other' }));
  await signedIn(moved);
  const asked = await askedAt(ann);
  await follow(ann);
  await follow(ann);
  expect(await askedAt(ann)).toBe(asked);
  expect(await addressesOf(ann)).toEqual({ [ann.email]: 2 });
});

test('a record of a move that comes twice or late writes nothing more', async () => {
  const { ann, moved } = await memberOfMany(1);
  await signedIn(moved, { hasTime: () => false });
  await follow(ann);
  const steps = stepsOfWrites();
  await follow(ann);
  expect(steps).toEqual([]);
});

test('a record of an unknown person, or of one without a verified address, changes nothing', async () => {
  const dan = person('dan@many.test', { emailVerified: false });
  await signedIn(dan);
  const steps = stepsOfWrites();
  await follow(dan);
  await follow(person('absent@many.test'));
  expect(steps).toEqual([]);
});

test('moves that fail leave the others to record-changes', async () => {
  const { ann, moved } = await memberOfMany(3);
  failNextWrites(1, 2);
  await expect(signedIn(moved)).rejects.toThrow('ECONNREFUSED');
  expect(await addressesOf(ann)).toEqual({ [ann.email]: 2, [moved.email]: 1 });
  await follow(ann);
  expect(await addressesOf(ann)).toEqual({ [moved.email]: 3 });
});
