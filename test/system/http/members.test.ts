import { expect, test } from 'vitest';
import { as, fresh, organization } from '#test/support/api.ts';

test('a new admin can remove the other admin', async () => {
  const acme = await organization();
  const email = fresh('ann');
  const ann = await acme.join(email);
  const { body: me } = await ann.get(`${acme.path}/members/me`);
  const { body: alice } = await acme.admin.get(`${acme.path}/members/me`);
  const leave = () => acme.admin.delete(`${acme.path}/members/${alice.userId}`);

  expect(await leave()).toMatchObject({ status: 409, body: { code: 'last_admin' } });
  expect(await acme.admin.patch(`${acme.path}/members/${me.userId}`, { role: 'admin' })).toMatchObject({ status: 200 });
  expect((await leave()).status).toBe(204);
  expect((await acme.admin.get(acme.path)).status).toBe(404);
});

test('a changed Google name is updated everywhere at the next sign-in', async () => {
  const acme = await organization();
  const email = fresh('ann');
  await acme.join(email);
  await as(email, { name: 'Ann Lee-Jones' });
  const named = async () => (await acme.admin.get(`${acme.path}/members?emailPrefix=${email}`)).body.items;
  await expect.poll(named).toMatchObject([{ name: 'Ann Lee-Jones' }]);
});

test('listAuditEvents returns the history of one invitation', async () => {
  const acme = await organization();
  const [one, other] = [await acme.invite(fresh('ann')), await acme.invite(fresh('bob'))];
  const about = async (id: string) => (await acme.admin.get(`${acme.path}/audit-events?invitationId=${id}`)).body.items;
  for (const { id } of [one, other])
    await expect.poll(() => about(id)).toMatchObject([{ type: 'invitation.sent', subject: { id } }]);
});

test('a dry run is rejected under a used Idempotency-Key and stores no key itself', async () => {
  const acme = await organization();
  const invite = (to: string, more = {}) =>
    acme.admin.post(
      `${acme.path}/invitations`,
      { emails: [to], role: 'user', ...more },
      { headers: { 'idempotency-key': 'one' } },
    );
  const email = fresh('ann');
  expect((await invite(email, { dryRun: true })).status).toBe(200);
  expect((await invite(email)).status).toBe(201);
  expect(await invite(fresh('bob'), { dryRun: true })).toMatchObject({
    status: 422,
    body: { code: 'idempotency_key_reused' },
  });
});
