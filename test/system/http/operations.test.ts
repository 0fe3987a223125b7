import { expect, test } from 'vitest';
import type * as z from 'zod/mini';
import { type OperationName, operations } from '#core/contract/operations.ts';
import { type Answer, api, as, fresh, mailsTo, organization, tokenIn } from '#test/support/api.ts';
import { expireNow } from '#test/support/aws-of-run.ts';

type Acme = Awaited<ReturnType<typeof organization>>;

const team = async ({ admin, path }: Acme): Promise<string> =>
  (await admin.post(`${path}/teams`, { name: fresh('team').slice(0, 20) })).body.id;
const memberId = async (acme: Acme): Promise<string> => {
  const caller = await acme.join(fresh('member'));
  return (await caller.get('/me')).body.user.id;
};
const invitationPath = async (acme: Acme) => `${acme.path}/invitations/${(await acme.invite(fresh('ann'))).id}`;

/** One successful call per operation, with its status. A missing operation is a type error. */
const calls: Record<OperationName, [number, (acme: Acme) => Promise<Answer>]> = {
  getHealth: [200, () => api().get('/health')],
  getOpenApi: [200, () => api().get('/openapi.json')],
  getMe: [200, async ({ admin }) => admin.get('/me')],
  getOrganization: [200, async ({ admin, path }) => admin.get(path)],
  setAllowedEmailDomains: [
    200,
    ({ admin, path }) => admin.put(`${path}/allowed-email-domains`, { domains: ['Bücher.test'] }),
  ],
  listTeams: [
    200,
    async (acme) => {
      await team(acme);
      return acme.admin.get(`${acme.path}/teams`);
    },
  ],
  createTeam: [201, ({ admin, path }) => admin.post(`${path}/teams`, { name: ' Sales ' })],
  renameTeam: [
    200,
    async (acme) => acme.admin.patch(`${acme.path}/teams/${await team(acme)}`, { name: fresh('other').slice(0, 20) }),
  ],
  deleteTeam: [204, async (acme) => acme.admin.delete(`${acme.path}/teams/${await team(acme)}`)],
  listMembers: [200, ({ admin, path }) => admin.get(`${path}/members?role=admin`)],
  changeMember: [
    200,
    async (acme) =>
      acme.admin.patch(`${acme.path}/members/${await memberId(acme)}`, { role: 'viewer', teamIds: [await team(acme)] }),
  ],
  changeMembers: [
    207,
    async (acme) =>
      acme.admin.post(`${acme.path}/members/changes`, {
        userIds: [await memberId(acme), 'absent'],
        change: { role: 'viewer', addTeamIds: [await team(acme)] },
      }),
  ],
  removeMember: [204, async (acme) => acme.admin.delete(`${acme.path}/members/${await memberId(acme)}`)],
  getOwnMembership: [200, ({ admin, path }) => admin.get(`${path}/members/me`)],
  sendInvitations: [
    201,
    async (acme) =>
      acme.admin.post(`${acme.path}/invitations`, {
        emails: [fresh('ann')],
        role: 'user',
        teamIds: [await team(acme)],
      }),
  ],
  listInvitations: [200, ({ admin, path }) => admin.get(`${path}/invitations?limit=1`)],
  getInvitation: [200, async (acme) => acme.admin.get(await invitationPath(acme))],
  resendInvitation: [
    200,
    async (acme) => {
      const path = await invitationPath(acme);
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      return acme.admin.post(`${path}/resend`);
    },
  ],
  revokeInvitation: [200, async (acme) => acme.admin.post(`${await invitationPath(acme)}/revoke`)],
  previewInvitation: [
    200,
    async (acme) => {
      const email = fresh('ann');
      await acme.invite(email);
      return api().post('/invitations/preview', {
        token: tokenIn((await mailsTo(email))[0] ?? expect.fail('no mail')),
      });
    },
  ],
  requestNewInvitation: [
    200,
    async (acme) => {
      const email = fresh('ann');
      const { id } = await acme.invite(email);
      const token = tokenIn((await mailsTo(email))[0] ?? expect.fail('no mail'));
      await expireNow({ organizationId: acme.id, invitationId: id });
      return (await as(email)).post('/invitations/request-new', { token });
    },
  ],
  acceptInvitation: [
    200,
    async (acme) => {
      const email = fresh('ann');
      const { id } = await acme.invite(email);
      return (await as(email)).post('/invitations/accept', { invitationId: id, organizationId: acme.id });
    },
  ],
  listAuditEvents: [
    200,
    async ({ admin, path }) => {
      await expect.poll(async () => (await admin.get(`${path}/audit-events`)).body.items.length).toBeGreaterThan(0);
      return admin.get(`${path}/audit-events?category=invitation`);
    },
  ],
};

for (const [name, [status, call]] of Object.entries(calls)) {
  test(`${name} returns ${status} in the shape of the contract`, async () => {
    const answer = await call(await organization());
    expect(answer.status).toBe(status);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const answers: Record<number, z.ZodMiniType | undefined> = operations[name as OperationName].answers;
    const schema = answers[status];
    // Parsing removes unknown members: the response must have none.
    if (schema) expect(schema.parse(answer.body)).toEqual(answer.body);
    else expect(answer.text).toBe('');
  });
}

test('ids of audit events sort like the audit log', async () => {
  const acme = await organization();
  await acme.admin.post(`${acme.path}/invitations`, {
    emails: Array.from({ length: 30 }, () => fresh('p')),
    role: 'user',
  });
  const ids = async (): Promise<string[]> =>
    (await acme.admin.get(`${acme.path}/audit-events?limit=100`)).body.items.map(({ id }: { id: string }) => id);
  await expect.poll(async () => (await ids()).length).toBe(34);
  expect(await ids()).toEqual((await ids()).sort().reverse());
});

test('listAuditEvents returns CSV when Accept prefers it', async () => {
  const { admin, path } = await organization();
  const typeFor = async (accept: string) =>
    (await admin.get(`${path}/audit-events`, undefined, { headers: { accept } })).headers.get('content-type');
  for (const accept of ['text/csv', 'TEXT/CSV; charset=utf-8', 'text/csv, application/json;q=0.5'])
    expect(await typeFor(accept)).toContain('csv');
  for (const accept of ['*/*', 'application/json, text/csv;q=0.1', 'application/json, text/csv', 'text/csv;q=0'])
    expect(await typeFor(accept)).toContain('json');
});

test('listAuditEvents returns CSV page by page', async () => {
  const acme = await organization();
  await acme.admin.post(`${acme.path}/teams`, { name: '=SUM(A1)' });
  const read = (query: string) =>
    acme.admin.get(`${acme.path}/audit-events${query}`, undefined, { headers: { accept: 'text/csv' } });
  await expect.poll(async () => (await read('')).text).toContain("'=SUM(A1)");
  const first = await read('?limit=2');
  expect(first.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(first.text.split('\r\n')).toHaveLength(4);
  const rest = await read(`?cursor=${first.headers.get('next-cursor')}`);
  expect(rest.text).not.toContain('occurredAt');
  expect(rest.headers.get('next-cursor')).toBeNull();
  expect(rest.text.split('\r\n').length + first.text.split('\r\n').length).toBe(
    (await read('')).text.split('\r\n').length + 1,
  );
});
