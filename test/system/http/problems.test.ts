import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { signIn } from 'cdk-local/sign-in';
import { expect, inject, test } from 'vitest';
import { type ProblemCode, problems } from '#core/contract/problems.ts';
import { invitationToken } from '#core/invitation-token.ts';
import type { Event } from '#functions/endpoint/request.ts';
import { handler as getOrganization } from '#functions/http/get-organization.ts';
import { handler as previewInvitation } from '#functions/http/preview-invitation.ts';
import { type Answer, api, as, fresh, mailsTo, organization, tokenIn } from '#test/support/api.ts';
import { expireNow, operate, useUpEmails } from '#test/support/aws-of-run.ts';

const tokenFor = async (email: string): Promise<string> => tokenIn((await mailsTo(email))[0] ?? expect.fail('no mail'));

type Acme = Awaited<ReturnType<typeof organization>>;

/** Creates a pending invitation and returns its token. */
const pending = async (acme: Acme) => {
  const email = fresh('ann');
  const invitation = await acme.invite(email);
  return { email, invitation, path: `${acme.path}/invitations/${invitation.id}` };
};

const revoked = async (acme: Acme) => {
  const { email, path } = await pending(acme);
  await acme.admin.post(`${path}/revoke`);
  return { email, path };
};

type Handler = (event: Event, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** Invokes a deployed handler with a mocked table, for errors that a real run does not cause, or only after waiting. */
const played = async (handler: Handler, request: Partial<Event>): Promise<Answer> => {
  process.env.TABLE_NAME = 'table';
  const requestContext = { requestId: 'request-1', authorizer: { jwt: { claims: { sub: 'ann' }, scopes: [] } } };
  const event = { headers: {}, requestContext, routeKey: 'played', ...request };
  const context = { getRemainingTimeInMillis: () => 10_000 };
  const { statusCode = 0, headers, body = '' } = await handler(event as unknown as Event, context as Context);
  const sent = new Headers({ ...(headers as Record<string, string>), 'apigw-requestid': 'request-1' });
  return { status: statusCode, headers: sent, body: JSON.parse(body), text: body };
};

const whenTableFails = async (error: Error): Promise<Answer> => {
  const table = mockClient(DynamoDBDocumentClient);
  table.onAnyCommand().rejects(error);
  const answer = await played(getOrganization, { pathParameters: { organizationId: 'acme' } });
  table.restore();
  return answer;
};

const whenExpired = async (acme: Acme): Promise<Answer> => {
  process.env.LINK_SECRET_ID = 'link';
  const secretKeys = { current: 'k1', keys: { k1: 'k'.repeat(64) } };
  const [table, secrets] = [mockClient(DynamoDBDocumentClient), mockClient(SecretsManagerClient)];
  secrets.on(GetSecretValueCommand).resolves({ SecretString: JSON.stringify({ current: 'k1', ...secretKeys.keys }) });
  const invitation = { ...(await acme.invite(fresh('late'))), expiresAt: new Date().toISOString() };
  table.on(GetCommand).resolves({ Item: { ...invitation, organizationName: 'Acme' } });
  const token = invitationToken({ organizationId: acme.id, invitationId: invitation.id }, secretKeys);
  const answer = await played(previewInvitation, { body: JSON.stringify({ token }) });
  table.restore();
  secrets.restore();
  return answer;
};

/** Requests a new invitation twice for an expired one. `more` replaces stored attributes in between. */
const askedForNew = async (acme: Acme, more: Record<string, unknown>): Promise<Answer> => {
  const { email, invitation } = await pending(acme);
  const token = await tokenFor(email);
  await expireNow({ organizationId: acme.id, invitationId: invitation.id });
  const ann = await as(email);
  await ann.post('/invitations/request-new', { token });
  await expireNow({ organizationId: acme.id, invitationId: invitation.id }, undefined, more);
  return ann.post('/invitations/request-new', { token });
};

/** A call that causes each code. A missing code is a type error. */
const provoke: Record<ProblemCode, (acme: Acme) => Promise<Answer>> = {
  internal_error: () => whenTableFails(new Error('the table has no such index')),
  try_again: () => whenTableFails(Object.assign(new Error('too much'), { name: 'ThrottlingException' })),
  invitation_expired: whenExpired,
  invalid_json: ({ admin, path }) => admin.post(`${path}/teams`, undefined, { raw: '{"name":' }),
  invalid_request: ({ admin, path }) => admin.post(`${path}/teams`, { name: '' }),
  invalid_cursor: ({ admin, path }) => admin.get(`${path}/teams?cursor=x`),
  forbidden: async (acme) => (await acme.join(fresh('user'))).post(`${acme.path}/teams`, { name: 'Sales' }),
  email_mismatch: async (acme) => {
    const { email } = await pending(acme);
    return (await as(fresh('eve'))).post('/invitations/accept', { token: await tokenFor(email) });
  },
  email_not_verified: async (acme) => {
    const { email, invitation } = await pending(acme);
    const unverified = await as(email, { verified: false });
    return unverified.post('/invitations/accept', { invitationId: invitation.id, organizationId: acme.id });
  },
  recent_sign_in_required: async (acme) => {
    const { email, invitation } = await pending(acme);
    const old = await as(email, { signedInAgoSeconds: 13 * 3600 });
    return old.post('/invitations/accept', { invitationId: invitation.id, organizationId: acme.id });
  },
  invitation_link_required: async (acme) => {
    const { email, invitation } = await pending(acme);
    const personal = await as(email, { hostedDomain: 'none' });
    return personal.post('/invitations/accept', { invitationId: invitation.id, organizationId: acme.id });
  },
  organization_not_found: async ({ path }) => (await as(fresh('eve'))).get(path),
  invitation_not_found: ({ admin, path }) => admin.get(`${path}/invitations/absent`),
  member_not_found: ({ admin, path }) => admin.patch(`${path}/members/absent`, { role: 'user' }),
  team_not_found: ({ admin, path }) => admin.delete(`${path}/teams/absent`),
  invitation_link_invalid: () => api().post('/invitations/preview', { token: 'k1.a.b.c' }),
  already_member: async (acme) => {
    const [email, other] = [fresh('ann'), fresh('new')];
    await acme.join(email);
    const { sub } = await googleAccountOf(email);
    // A member's address moves with each sign-in: this token has the address before the last move.
    const renamed = await as(other, { subject: sub });
    await as(email, { subject: sub });
    const membersAt = async (address: string) =>
      (await acme.admin.get(`${acme.path}/members?emailPrefix=${encodeURIComponent(address)}`)).body.items.length;
    await expect.poll(() => membersAt(email)).toBe(1);
    const invitation = await acme.invite(other);
    return renamed.post('/invitations/accept', { invitationId: invitation.id, organizationId: acme.id });
  },
  invitation_not_pending: async (acme) => acme.admin.post(`${(await revoked(acme)).path}/resend`),
  last_admin: async ({ admin, path }) => admin.delete(`${path}/members/${(await admin.get('/me')).body.user.id}`),
  member_limit_reached: async () => {
    const full = await organization({ memberLimit: 1 });
    const { email, invitation } = await pending(full);
    return (await as(email)).post('/invitations/accept', { invitationId: invitation.id, organizationId: full.id });
  },
  resend_limit_reached: async (acme) => {
    const { email, invitation, path } = await pending(acme);
    await mailsTo(email);
    await useUpEmails(invitation);
    return acme.admin.post(`${path}/resend`);
  },
  organization_paused: async () => {
    const acme = await organization();
    await operate('pause-organization', { organizationId: acme.id, reason: 'Too many complaints.' });
    return acme.admin.post(`${acme.path}/invitations`, { emails: [fresh('ann')], role: 'user' });
  },
  recipient_limit_reached: async (acme) => {
    const { path } = await pending(acme);
    let answer: Answer | undefined;
    await expect
      .poll(
        async () => {
          answer = await acme.admin.post(`${path}/resend`);
          return answer.body.code;
        },
        { interval: 300 },
      )
      .toBe('recipient_limit_reached');
    return answer ?? expect.fail('no answer');
  },
  invitation_pending: async (acme) => {
    const { email } = await pending(acme);
    return (await as(email)).post('/invitations/request-new', { token: await tokenFor(email) });
  },
  requested_recently: async (acme) => askedForNew(acme, {}),
  request_limit_reached: async (acme) => askedForNew(acme, { newInvitationRequests: 3 }),
  nothing_changed: ({ admin, path }) =>
    admin.post(`${path}/members/changes`, { userIds: ['absent'], change: { remove: true } }),
  team_exists: async ({ admin, path }) => {
    await admin.post(`${path}/teams`, { name: 'Sales' });
    return admin.post(`${path}/teams`, { name: 'SALES ' });
  },
  invitation_accepted: async (acme) => {
    // Waits for the email, because an accepted invitation is not emailed.
    const { email } = await pending(acme);
    const token = await tokenFor(email);
    await (await as(email)).post('/invitations/accept', { token });
    return api().post('/invitations/preview', { token });
  },
  invitation_revoked: async (acme) => {
    const { email, path } = await pending(acme);
    const token = await tokenFor(email);
    await acme.admin.post(`${path}/revoke`);
    return api().post('/invitations/preview', { token });
  },
  body_too_large: ({ admin, path }) => admin.post(`${path}/teams`, { name: 'x'.repeat(64 * 1024) }),
  idempotency_key_reused: async ({ admin, path }) => {
    const headers = { 'idempotency-key': 'monday' };
    await admin.post(`${path}/invitations`, { emails: [fresh('ann')], role: 'user' }, { headers });
    return admin.post(`${path}/invitations`, { emails: [fresh('bob')], role: 'user' }, { headers });
  },
  nothing_invited: ({ admin, path }) => admin.post(`${path}/invitations`, { emails: ['bad'], role: 'user' }),
  resend_too_soon: async (acme) => {
    const { path } = await pending(acme);
    // Even on a slow machine, some of so many concurrent requests come within a second.
    const answers = await Promise.all(Array.from({ length: 6 }, () => acme.admin.post(`${path}/resend`)));
    return answers.find(({ body }) => body.code === 'resend_too_soon') ?? expect.fail('none was too soon');
  },
};

/** Returns the Google account of an address: its subject is part of the username. */
const googleAccountOf = async (email: string) => {
  const { accessToken } = await signIn({ url: inject('url'), email });
  const claims = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString());
  return { sub: String(claims.username).replace(/^google_/i, '') };
};

for (const [code, act] of Object.entries(provoke)) {
  test(`${code} is a problem with its status, detail and request id`, async () => {
    const answer = await act(await organization());
    const { status, title } = problems[code as ProblemCode];
    expect(answer.body).toMatchObject({ code, status, title, detail: expect.stringMatching(/^[^{}]+\.$/) });
    expect(answer.status).toBe(status);
    expect(answer.body.requestId).toBe(answer.headers.get('apigw-requestid'));
    expect(answer.body.type).toMatch(/^urn:/);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    if (status === 429 || status === 503) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    if (status === 429) expect(answer.body.retryAfter).toBe(Number(answer.headers.get('retry-after')));
  });
}

test('removeMember returns 403 for a user who removes others', async () => {
  const acme = await organization();
  const user = await acme.join(fresh('user'));
  const { body } = await user.delete(`${acme.path}/members/${(await acme.admin.get('/me')).body.user.id}`);
  expect(body.detail).toBe('Only an admin of the organization may remove other members.');
});

test('API Gateway responds to a missing token, an ID token and an unknown route', async () => {
  const { idToken } = await signIn({ url: inject('url'), email: fresh('ann') });
  expect(await api().get('/me')).toMatchObject({ status: 401, body: { message: 'Unauthorized' } });
  expect(await api('nonsense').get('/me')).toMatchObject({ status: 401, body: { message: 'Unauthorized' } });
  expect(await api(idToken).get('/me')).toMatchObject({ status: 403, body: { message: 'Forbidden' } });
  expect(await api().get('/nothing')).toMatchObject({ status: 404, body: { message: 'Not Found' } });
});
