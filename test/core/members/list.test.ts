import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { changeMember } from '#core/members/change.ts';
import { listMemberRows, membersCsv } from '#core/members/csv.ts';
import { listMembers } from '#core/members/list.ts';
import { recordSignIn } from '#core/members/record-sign-in.ts';
import { removeMember } from '#core/members/remove.ts';
import { createTeam } from '#core/teams/create.ts';
import {
  by,
  later,
  person,
  present,
  seal,
  startOrganization,
  type TestOrganization,
} from '#test/support/organization.ts';
import { allItems, useTable } from '#test/support/table.ts';

useTable();

type Asked = Omit<Parameters<typeof listMembers>[1], 'cursor'>;

/** Emails of all pages, each of which is followed to the end. */
const listed = async ({ organizationId, admin }: TestOrganization, asked: Asked): Promise<string[]> => {
  const emails: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listMembers({ organizationId }, { ...asked, ...(cursor && { cursor }) }, by(admin), seal);
    emails.push(...page.items.map(({ email }) => email));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return emails;
};

const joins = async (acme: TestOrganization, email: string, name: string, at = present()) => {
  const caller = person(email, { name, userId: randomUUID() });
  await acme.accept(await acme.invite(email, { at }), caller, at);
  return caller;
};

const signIn = (caller: ReturnType<typeof person>, at = present()) =>
  recordSignIn({ ...caller, username: `google_${caller.userId}` }, { at, requestId: randomUUID() }, () => true);

/** Ann, Bea, Cy and the admin, who joined before them; in the order of joining, not of the alphabet. */
const fewMembers = async () => {
  const at = present();
  const admin = person('zoe@x.test', { name: 'Zoë Admin', userId: randomUUID() });
  const acme = await startOrganization({ at, admin });
  await joins(acme, 'c@x.test', 'ann Zimmer', later(at, 1_000));
  await joins(acme, 'a@x.test', 'José Díaz Núñez', later(at, 2_000));
  await joins(acme, 'b@x.test', 'Ann', later(at, 3_000));
  return acme;
};

test.each([
  ['email', 'asc', ['a@x.test', 'b@x.test', 'c@x.test', 'zoe@x.test']],
  ['email', 'desc', ['zoe@x.test', 'c@x.test', 'b@x.test', 'a@x.test']],
  ['name', 'asc', ['b@x.test', 'c@x.test', 'a@x.test', 'zoe@x.test']],
  ['name', 'desc', ['zoe@x.test', 'a@x.test', 'c@x.test', 'b@x.test']],
  ['joinedAt', 'asc', ['zoe@x.test', 'c@x.test', 'a@x.test', 'b@x.test']],
  ['joinedAt', 'desc', ['b@x.test', 'a@x.test', 'c@x.test', 'zoe@x.test']],
] as const)('listMembers sorts by %s, %s, page by page, searches included', async (sort, order, emails) => {
  const acme = await fewMembers();
  for (const limit of [1, 3, 4, 100]) expect(await listed(acme, { sort, order, limit })).toEqual(emails);
  const found = emails.filter((email) => email.startsWith('b') || email.startsWith('c'));
  for (const limit of [1, 2]) expect(await listed(acme, { sort, order, limit, search: 'ann' })).toEqual(found);
  expect(await listed(acme, { sort, order, limit: 1, role: 'user' })).toEqual(emails.filter((one) => !/zoe/.test(one)));
  expect(await listed(acme, { sort, order, emailPrefix: 'a@' })).toEqual(['a@x.test']);
});

test('listMembers finds members by any word of the name, and by the address', async () => {
  const acme = await fewMembers();
  for (const search of ['jose', 'dia jose', 'nun', 'NÚÑ', 'a@x']) {
    expect([search, await listed(acme, { search })]).toEqual([search, ['a@x.test']]);
  }
  for (const search of ['ose', 'jose din', 'x.test']) expect(await listed(acme, { search })).toEqual([]);
  expect(await listed(acme, { search: 'ann', emailPrefix: 'c' })).toEqual(['c@x.test']);
  expect(await listed(acme, { search: ' ' })).toHaveLength(4);
});

test('a cursor belongs to its search, sort and order', async () => {
  const acme = await fewMembers();
  const { organizationId, admin } = acme;
  const asked = { limit: 1, search: 'ann', sort: 'name', order: 'desc' } as const;
  const { nextCursor: cursor } = await listMembers({ organizationId }, asked, by(admin), seal);
  if (!cursor) throw new Error('no cursor');
  for (const other of [{ search: 'an' }, { sort: 'email' }, { order: 'asc' }, { role: 'user' }] as const)
    await expect(
      listMembers({ organizationId }, { ...asked, ...other, cursor }, by(admin), seal),
    ).rejects.toMatchObject({
      code: 'invalid_cursor',
    });
  await expect(listMembers({ organizationId }, { ...asked, limit: 5, cursor }, by(admin), seal)).resolves.toBeDefined();
});

test('a name changed at Google is found after the next sign-in, and the old one is not', async () => {
  const acme = await fewMembers();
  const dee = await joins(acme, 'dee@x.test', 'Dee Old');
  await signIn({ ...dee, name: 'Dee New' });
  expect(await listed(acme, { search: 'new' })).toEqual(['dee@x.test']);
  expect(await listed(acme, { search: 'old' })).toEqual([]);
  expect(await listed(acme, { search: 'dee', sort: 'name' })).toEqual(['dee@x.test']);
  await signIn({ ...dee, name: 'Dee Newer', email: 'dee@new.test' });
  expect(await listed(acme, { search: 'newer' })).toEqual(['dee@new.test']);
});

test('two sign-ins at once with different names leave the entries of one name', async () => {
  const acme = await startOrganization();
  const dee = await joins(acme, 'dee@x.test', 'Dee First');
  await Promise.all(['Second', 'Third', 'Fourth'].map((name) => signIn({ ...dee, name: `Dee ${name}` })));
  const items = (await allItems()).filter(({ PK }) => PK === `ORG#${acme.organizationId}`);
  const words = items.map(({ SK }) => String(SK)).filter((SK) => SK.startsWith('NAMEWORD#') && SK.includes(dee.userId));
  const [found] = await listMembers(acme, { search: 'dee@' }, by(acme.admin), seal).then((p) => p.items);
  const last = found?.name.split(' ')[1]?.toLowerCase() ?? '';
  expect(words.map((SK) => SK.split('#')[1]).sort()).toEqual(['dee', last].sort());
});

test('a removed member leaves nothing by which members are found', async () => {
  const acme = await startOrganization();
  const dee = await joins(acme, 'dee@x.test', 'Dee Gone');
  await removeMember({ organizationId: acme.organizationId, userId: dee.userId }, by(acme.admin));
  const left = (await allItems()).filter(
    ({ SK }) => /^(NAMEWORD|JOINED)#/.test(String(SK)) && String(SK).includes(dee.userId),
  );
  expect(left).toEqual([]);
});

test('lastSignInOn is the day of the last sign-in, and admins alone see it', async () => {
  const acme = await startOrganization();
  const dee = await joins(acme, 'dee@x.test', 'Dee');
  const dayOf = async (caller: typeof dee) =>
    (await listMembers(acme, { search: 'dee' }, by(caller), seal)).items[0]?.lastSignInOn;
  expect(await dayOf(acme.admin)).toBeNull();
  const now = present();
  await signIn(dee, now);
  expect(await dayOf(acme.admin)).toBe(now.slice(0, 10));
  await signIn(dee, later(now, -3 * 24 * 60 * 60 * 1_000));
  expect(await dayOf(acme.admin)).toBe(now.slice(0, 10));
  expect(await dayOf(dee)).toBeNull();
  const changed = await changeMember(
    { organizationId: acme.organizationId, userId: dee.userId },
    { role: 'viewer' },
    by(acme.admin),
  );
  expect(changed.lastSignInOn).toBe(now.slice(0, 10));
});

test('the CSV of members has names of teams, the inviter’s address and no formula, for admins alone', async () => {
  const admin = person(`boss-${randomUUID()}@x.test`, { name: 'Boss', userId: randomUUID() });
  const acme = await startOrganization({ admin });
  const teamIds: string[] = [];
  for (const name of ['Sales', '=Evil']) teamIds.push((await createTeam(acme, { name }, by(admin))).id);
  const dee = person('dee@x.test', { name: '=1+1', userId: randomUUID() });
  await acme.accept(await acme.invite('dee@x.test', { teamIds }), dee);
  await signIn(dee);
  const { items } = await listMemberRows(acme, { search: 'dee@' }, by(admin), seal);
  const [heading, row] = membersCsv(items, true).split('\r\n');
  expect(heading).toBe('userId,email,name,role,teams,status,joinedAt,invitedBy,lastSignInOn');
  const day = present().slice(0, 10);
  expect(row).toBe(
    `${dee.userId},dee@x.test,'=1+1,user,Sales; '=Evil,active,${items[0]?.joinedAt},${admin.email},${day}`,
  );
  await expect(listMemberRows(acme, {}, by(dee), seal)).rejects.toMatchObject({ code: 'forbidden' });
});
