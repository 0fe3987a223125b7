import { expect, test } from 'vitest';
import { listAuditEvents } from '#core/audit/list.ts';
import { recordChange } from '#core/audit/record.ts';
import { revokeInvitation } from '#core/invitations/revoke.ts';
import { createTeam } from '#core/teams/create.ts';
import { by, later, person, present, seal, second, startOrganization } from '#test/support/organization.ts';
import { allItems, useTable } from '#test/support/table.ts';

useTable();

type Filters = Parameters<typeof listAuditEvents>[1];

/** An organization in which each second something happened, and its log. */
const life = async () => {
  const at = later(present(), -60 * second);
  const acme = await startOrganization({ at });
  const { organizationId, admin } = acme;
  const moment = (n: number) => later(at, n * second);
  const record = async () => {
    const items = (await allItems()).filter(({ PK, SK }) => [PK, SK].includes(`ORG#${organizationId}`));
    for (const item of items) if (item.change !== undefined) await recordChange(item, undefined, present());
  };
  const bob = person('bob@x.test');
  await createTeam({ organizationId }, { name: 'Sales' }, by(admin, moment(1)));
  const first = await acme.invite('ann@x.test', { at: moment(2) });
  await record();
  await revokeInvitation({ organizationId, invitationId: first.id }, by(admin, moment(3)));
  const again = await acme.invite('ann@x.test', { at: moment(4) });
  const other = await acme.invite('bob@x.test', { at: moment(5) });
  await record();
  await acme.accept(other, bob, moment(6));
  await record();
  const page = (filters: Filters) => listAuditEvents({ organizationId }, filters, by(admin), seal);
  const list = async (filters: Filters) =>
    (await page({ limit: 100, ...filters })).items.map(({ type, occurredAt }) => [
      (Date.parse(occurredAt) - Date.parse(at)) / second,
      type,
    ]);
  return { acme, list, page, moment, bob, first, other, again: again };
};

const [sent, revoked, accepted, joined] = [
  'invitation.sent',
  'invitation.revoked',
  'invitation.accepted',
  'member.joined',
];

test('listAuditEvents filters by category, email, invitation, actor and time, newest first', async () => {
  const { acme, list, moment, bob, first, other, again } = await life();
  const since = moment(1);
  const all = (await list({ from: since })).sort();
  expect(all).toEqual(
    [
      [1, 'team.created'],
      [2, sent],
      [3, revoked],
      [4, sent],
      [5, sent],
      [6, accepted],
      [6, joined],
    ].sort(),
  );
  const times = (await list({})).map(([at]) => at);
  expect(times).toEqual(times.toSorted((one, another) => Number(another) - Number(one)));
  expect(await list({ category: 'team' })).toEqual([[1, 'team.created']]);
  expect(await list({ category: 'member', from: since })).toEqual([[6, joined]]);
  const ofAnn = [
    [4, sent],
    [3, revoked],
    [2, sent],
  ];
  expect(await list({ email: 'ann@x.test' })).toEqual(ofAnn);
  expect(await list({ email: 'absent@x.test' })).toEqual([]);
  expect(await list({ invitationId: first.id })).toEqual(ofAnn.slice(1));
  expect(await list({ invitationId: again.id })).toEqual(ofAnn.slice(0, 1));
  expect(await list({ invitationId: other.id })).toEqual([
    [6, accepted],
    [5, sent],
  ]);
  expect(await list({ invitationId: 'none' })).toEqual([]);
  expect((await list({ actorId: bob.userId })).sort()).toEqual(
    [
      [6, accepted],
      [6, joined],
    ].sort(),
  );
  expect(await list({ actorId: acme.admin.userId, email: 'bob@x.test' })).toEqual([[5, sent]]);
  expect(await list({ actorId: bob.userId, invitationId: first.id })).toEqual([]);
});

test('`from` is in, `to` is out, and a time that ends before it begins has nothing', async () => {
  const { list, moment } = await life();
  const invited = [
    [4, sent],
    [3, revoked],
  ];
  expect(await list({ from: moment(3), to: moment(5) })).toEqual(invited);
  expect(await list({ from: moment(3), to: moment(5), email: 'ann@x.test' })).toEqual(invited);
  expect(await list({ from: moment(5), to: moment(5) })).toEqual([]);
  expect(await list({ from: moment(5), to: moment(3) })).toEqual([]);
  expect(await list({ from: moment(7) })).toEqual([]);
  expect((await list({ to: moment(1) })).map(([at]) => at)).toEqual([0, 0, 0]);
});

test('pages continue after the last one, with and without filters, and a cursor works for its list only', async () => {
  const { page, bob, acme } = await life();
  for (const filters of [{}, { actorId: acme.admin.userId }, { email: 'ann@x.test' }]) {
    const whole = (await page({ limit: 100, ...filters })).items;
    const found: unknown[] = [];
    let cursor: string | null | undefined;
    do {
      const next = await page({ limit: 1, ...filters, ...(cursor && { cursor }) });
      expect(next.items.length).toBeLessThanOrEqual(1);
      found.push(...next.items);
      cursor = next.nextCursor;
    } while (cursor);
    expect(found).toEqual(whole);
  }
  const { nextCursor } = await page({ limit: 1 });
  for (const filters of [{ category: 'member' as const }, { actorId: bob.userId }, { from: present() }])
    await expect(page({ limit: 1, ...filters, cursor: nextCursor ?? '' })).rejects.toMatchObject({
      code: 'invalid_cursor',
    });
});
