import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import type { Instant } from '#core/contract/fields.ts';
import type { Invitation, InvitationStatus } from '#core/contract/invitation.ts';
import { listInvitations } from '#core/invitations/list.ts';
import { revokeInvitation } from '#core/invitations/revoke.ts';
import {
  by,
  later,
  person,
  present,
  seal,
  second,
  startOrganization,
  type TestOrganization,
} from '#test/support/organization.ts';
import { useTable } from '#test/support/table.ts';

useTable();

type Filters = { status?: InvitationStatus; email?: string; emailPrefix?: string; invitedBy?: string };

const page = (acme: TestOrganization, filters: Filters & { limit?: number; cursor?: string }, now?: Instant) =>
  listInvitations(acme, filters, by(acme.admin, now), seal);

const allPages = async (
  acme: TestOrganization,
  filters: Filters,
  limit: number,
  now?: Instant,
): Promise<Invitation[]> => {
  const items: Invitation[] = [];
  let cursor: string | null | undefined;
  do {
    const next = await page(acme, { ...filters, limit, ...(cursor && { cursor }) }, now);
    items.push(...next.items);
    cursor = next.nextCursor;
  } while (cursor);
  return items;
};

const emailsOf = (items: readonly Invitation[]) => items.map(({ email }) => email);

test('each status lists its own, newest first, expired to the millisecond', async () => {
  const acme = await startOrganization();
  const at = present();
  await acme.send(['e1@x.test', 'e2@x.test'], { at, lifetimeSeconds: 10 });
  await acme.send(['p1@x.test', 'p2@x.test'], { at });
  await acme.accept(await acme.invite('a1@x.test', { at }), person('a1@x.test'), at);
  const revoked = await acme.invite('r1@x.test', { at });
  await revokeInvitation({ organizationId: acme.organizationId, invitationId: revoked.id }, by(acme.admin, at));
  const expiry = later(at, 10 * second);
  expect(emailsOf(await allPages(acme, { status: 'expired' }, 10, expiry))).toEqual(['e2@x.test', 'e1@x.test']);
  expect(emailsOf(await allPages(acme, { status: 'expired' }, 10, later(expiry, -1)))).toEqual([]);
  expect(emailsOf(await allPages(acme, { status: 'pending' }, 10, expiry))).toEqual(['p2@x.test', 'p1@x.test']);
  expect((await allPages(acme, { status: 'accepted' }, 10, expiry)).map(({ status }) => status)).toEqual([
    'accepted',
    'accepted',
  ]);
  expect(emailsOf(await allPages(acme, { status: 'revoked' }, 10, expiry))).toEqual(['r1@x.test']);
  const all = await allPages(acme, {}, 3, expiry);
  expect(all).toHaveLength(7);
  expect(all.map(({ id }) => id)).toEqual(
    all
      .map(({ id }) => id)
      .sort()
      .reverse(),
  );
});

test('pages follow one another without gap or repeat, and the last has no cursor', async () => {
  const acme = await startOrganization();
  await acme.send(Array.from({ length: 20 }, (_, n) => `p${n}@x.test`));
  for (const limit of [1, 7, 10, 20, 100]) {
    const emails = emailsOf(await allPages(acme, { status: 'pending' }, limit));
    expect(emails).toEqual(Array.from({ length: 20 }, (_, n) => `p${19 - n}@x.test`));
  }
  expect((await page(acme, { status: 'pending', limit: 20 })).nextCursor).toBeNull();
});

test('a list of pending invitations ends when the rest has expired between pages', async () => {
  const acme = await startOrganization();
  const at = present();
  await acme.send(['a@x.test', 'b@x.test'], { at, lifetimeSeconds: 10 });
  const { nextCursor } = await page(acme, { status: 'pending', limit: 1 }, at);
  const after = await page(acme, { status: 'pending', cursor: nextCursor ?? '' }, later(at, 11 * second));
  expect(after).toEqual({ items: [], nextCursor: null });
});

test('an address lists its whole history, and with a status only that part', async () => {
  const acme = await startOrganization();
  const at = present();
  const first = await acme.invite('ann@x.test', { at });
  await revokeInvitation(
    { organizationId: acme.organizationId, invitationId: first.id },
    by(acme.admin, later(at, second)),
  );
  const next = await acme.invite('ann@x.test', { at: later(at, 2 * second) });
  await acme.invite('bob@x.test', { at });
  const ids = (items: readonly Invitation[]) => items.map(({ id }) => id);
  expect(ids(await allPages(acme, { email: 'ann@x.test' }, 1))).toEqual([next.id, first.id]);
  expect(ids(await allPages(acme, { email: 'ann@x.test', status: 'revoked' }, 10))).toEqual([first.id]);
});

test('emailPrefix lists pending invitations by address, without members and other invitations', async () => {
  const acme = await startOrganization();
  const at = present();
  await acme.send(['ann.old@x.test'], { at, lifetimeSeconds: 10 });
  await acme.send(['bob@x.test', 'ann.2@x.test', 'ann.1@x.test', 'an@x.test', 'ann.3@x.test'], { at });
  await acme.join('ann.member@x.test', { at });
  const gone = await acme.invite('ann.gone@x.test', { at });
  const soon = later(at, 11 * second);
  await revokeInvitation({ organizationId: acme.organizationId, invitationId: gone.id }, by(acme.admin, soon));
  const pending = { status: 'pending', emailPrefix: 'ann' } as const;
  for (const limit of [1, 2, 100])
    expect(emailsOf(await allPages(acme, pending, limit, soon))).toEqual([
      'ann.1@x.test',
      'ann.2@x.test',
      'ann.3@x.test',
    ]);
  expect(emailsOf(await allPages(acme, { ...pending, emailPrefix: '' }, 2, soon))).toHaveLength(5);
  expect(emailsOf(await allPages(acme, { ...pending, email: 'ann.2@x.test' }, 10, soon))).toEqual(['ann.2@x.test']);
  expect(await allPages(acme, { ...pending, invitedBy: 'someone-else' }, 10, soon)).toEqual([]);
  expect(await allPages(acme, { ...pending, emailPrefix: 'a'.repeat(2_000) }, 10, soon)).toEqual([]);
});

test('emailPrefix leaves out an invitation that was accepted after its claim was read', async () => {
  const acme = await startOrganization();
  const { id } = await acme.invite('ann@x.test');
  // As between the two reads: the claim still names what is settled by now.
  const { client, tableName } = await import('#core/table/client.ts');
  const key = { PK: `ORG#${acme.organizationId}`, SK: 'ADDRESS#ann@x.test' };
  const { Item } = await client.send(new GetCommand({ TableName: tableName(), Key: key }));
  await acme.accept({ id }, person('ann@x.test'));
  await client.send(new PutCommand({ TableName: tableName(), Item }));
  expect(await allPages(acme, { status: 'pending', emailPrefix: 'ann' }, 10)).toEqual([]);
});

test('an inviter lists what they sent', async () => {
  const acme = await startOrganization();
  const second = await acme.join('second@x.test', { role: 'admin' });
  await acme.send(['a@x.test'], { by: second });
  await acme.send(['b@x.test']);
  expect(emailsOf(await allPages(acme, { invitedBy: second.userId }, 10))).toEqual(['a@x.test']);
});

test('a cursor of another organization, of other filters, or with any change in it is refused', {
  tags: ['promise/isolation'],
}, async () => {
  const [acme, globex] = [await startOrganization(), await startOrganization()];
  for (const organization of [acme, globex]) await organization.send(['a@x.test', 'b@x.test', 'c@x.test']);
  const { nextCursor } = await page(acme, { status: 'pending', limit: 1 });
  const cursor = nextCursor ?? '';
  const refusal = { status: 400, code: 'invalid_cursor' };
  await expect(page(globex, { status: 'pending', cursor })).rejects.toMatchObject(refusal);
  await expect(page(acme, { status: 'expired', cursor })).rejects.toMatchObject(refusal);
  await expect(page(acme, { cursor })).rejects.toMatchObject(refusal);
  const altered = Array.from(
    cursor,
    (character, n) => `${cursor.slice(0, n)}${character === 'A' ? 'B' : 'A'}${cursor.slice(n + 1)}`,
  );
  for (const wrong of [...altered, '', 'x', cursor.slice(0, -1), `${cursor}A`])
    await expect(page(acme, { status: 'pending', cursor: wrong })).rejects.toMatchObject(refusal);
  await expect(page(acme, { status: 'pending', limit: 2, cursor })).resolves.toMatchObject({ items: [{}, {}] });
});
