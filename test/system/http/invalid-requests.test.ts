import { expect, test } from 'vitest';
import { type Answer, api, as, fresh, organization } from '#test/support/api.ts';

type Acme = Awaited<ReturnType<typeof organization>>;

/** Creates a pending invitation and returns its token. */
const pending = async (acme: Acme) => {
  const email = fresh('ann');
  const invitation = await acme.invite(email);
  return { email, invitation, path: `${acme.path}/invitations/${invitation.id}` };
};

test('invalid_request names each invalid field', async () => {
  const { admin, path } = await organization();
  const answer = await admin.post(`${path}/invitations`, { emails: [1], role: 'owner', surprise: true });
  const errors: { path: string }[] = answer.body.errors;
  expect(errors.map(({ path }) => path).sort()).toEqual(['emails.0', 'role', 'surprise']);
});

test('requests with unknown fields and invalid or repeated parameters are rejected', {
  tags: ['promise/input'],
}, async () => {
  const { admin, path } = await organization();
  const answers = await Promise.all([
    admin.post(`${path}/teams`, { name: 'Sales', id: 'mine' }),
    admin.get(`${path}?verbose=1`),
    admin.get(`${path}/teams?limit=0`),
    admin.get(`${path}/teams?limit=101`),
    admin.get(`${path}/teams?limit=1&limit=2`),
    admin.get(`${path}/invitations?status=open`),
    admin.get(`${path}/audit-events?category=team&email=a@x.test`),
    admin.post(`${path}/invitations`, { emails: [], role: 'user' }),
    admin.post(`${path}/invitations`, { emails: Array.from({ length: 1001 }, (_, n) => `p${n}@x.test`), role: 'user' }),
    admin.post(
      `${path}/invitations`,
      { emails: ['a@x.test'], role: 'user' },
      { headers: { 'idempotency-key': 'a b' } },
    ),
    admin.put(`${path}/allowed-email-domains`, { domains: ['@acme.test'] }),
    admin.patch(`${path}/members/x`, { role: 'owner' }),
  ]);
  for (const { status, body } of answers) expect([status, body.code]).toEqual([400, 'invalid_request']);
});

test('errors are checked in the order 401, 413, 400, 404 of the organization, 403', async () => {
  const acme = await organization();
  const user = await acme.join(fresh('user'));
  const stranger = await as(fresh('eve'));
  const codeOf = async (answer: Promise<Answer>) => {
    const { status, body } = await answer;
    return body.code ?? status;
  };
  expect(await codeOf(api().post(`${acme.path}/teams`, undefined, { raw: '{' }))).toBe(401);
  expect(await codeOf(stranger.post(`${acme.path}/teams`, undefined, { raw: '{' }))).toBe('invalid_json');
  expect(await codeOf(stranger.post(`${acme.path}/teams`, {}))).toBe('invalid_request');
  expect(await codeOf(stranger.post(`${acme.path}/teams`, { name: 'x' }))).toBe('organization_not_found');
  expect(
    await codeOf(user.post(`${acme.path}/invitations`, { emails: ['a@x.test'], role: 'user', teamIds: ['absent'] })),
  ).toBe('forbidden');
  expect(await codeOf(user.get(`${acme.path}/invitations/absent`))).toBe('forbidden');
  expect(await codeOf(acme.admin.get(`${acme.path}/invitations/absent`))).toBe('invitation_not_found');
});

test('an invalid token or cursor of any length is rejected before any read of the organization', async () => {
  const { admin, path } = await organization();
  for (const token of ['', 'x'.repeat(5000), 'é'])
    expect((await api().post('/invitations/preview', { token })).body.code).toBe('invitation_link_invalid');
  const stranger = await as(fresh('eve'));
  for (const list of ['invitations', 'members', 'teams', 'audit-events']) {
    expect((await admin.get(`${path}/${list}?cursor=${'x'.repeat(3000)}`)).body.code).toBe('invalid_cursor');
    expect((await stranger.get(`${path}/${list}?cursor=x`)).body.code).toBe('invalid_cursor');
  }
});

test('operations without a body accept none or an empty object', async () => {
  const acme = await organization();
  const { path } = await pending(acme);
  const revoke = (raw: string) => acme.admin.post(`${path}/revoke`, undefined, { raw });
  expect((await revoke('{bad')).body.code).toBe('invalid_json');
  expect((await revoke('{"role":"admin"}')).body.code).toBe('invalid_request');
  expect((await revoke('[]')).body.code).toBe('invalid_request');
  expect((await revoke(' '.repeat(1024 * 1024 + 1))).body.code).toBe('body_too_large');
  expect((await revoke('{}')).body.status).toBe('revoked');
});

test('an invalid id returns the same as an unknown one', async () => {
  const { admin, path } = await organization();
  for (const id of ['x'.repeat(3000), '%00', '💥', '%20', 'a%23b']) {
    expect((await admin.get(`${path}/invitations/${id}`)).body.code, id).toBe('invitation_not_found');
    expect((await admin.get(`/organizations/${id}`)).body.code, id).toBe('organization_not_found');
  }
});

test('team_not_found with 422 lists each unknown team, shortened to 100 characters', async () => {
  const { admin, path, id } = await organization();
  const known = (await admin.post(`${path}/teams`, { name: 'Sales' })).body.id;
  const own = (await admin.get('/me')).body.user.id;
  const unknown = ['absent', 'no id', `${id}#x`, '', 'x'.repeat(3000)];
  const teamIds = [unknown[0], known, ...unknown];
  const answers = await Promise.all([
    admin.post(`${path}/invitations`, { emails: ['a@x.test'], role: 'user', teamIds }),
    admin.post(`${path}/invitations`, { emails: ['a@x.test'], role: 'user', teamIds, dryRun: true }),
    admin.patch(`${path}/members/${own}`, { teamIds }),
  ]);
  const shown = [...unknown.slice(0, -1), 'x'.repeat(100)];
  for (const { status, body } of answers)
    expect([status, body.code, body.teamIds]).toEqual([422, 'team_not_found', shown]);
  expect((await admin.delete(`${path}/teams/absent`)).body).not.toHaveProperty('teamIds');
});
