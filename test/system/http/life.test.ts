import { expect, test } from 'vitest';
import { api, as, fresh, inbox, mailCounts, mailsTo, oneMail, organization, tokenIn } from '#test/support/api.ts';

type Acme = Awaited<ReturnType<typeof organization>>;

const eventTypesAbout = async ({ admin, path }: Acme, email: string): Promise<string[]> =>
  (await admin.get(`${path}/audit-events?email=${encodeURIComponent(email)}`)).body.items
    .map(({ type }: { type: string }) => type)
    .sort();

test('an invitation is sent, emailed, previewed and accepted, and the audit log has every step', async () => {
  const acme = await organization({ plan: 'standard' });
  const email = fresh('ann');
  const sent = await acme.admin.post(`${acme.path}/invitations`, { emails: [email.toUpperCase()], role: 'viewer' });
  expect(sent.status).toBe(201);
  const [{ invitation }] = sent.body.results;
  expect(invitation).toEqual({
    id: expect.any(String),
    organizationId: acme.id,
    email,
    role: 'viewer',
    teamIds: [],
    status: 'pending',
    invitedBy: { userId: expect.any(String), name: 'Alice Admin', email: acme.adminEmail },
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    expiresAt: expect.any(String),
    sentCount: 1,
    lastSentAt: invitation.createdAt,
    delivery: 'queued',
    newInvitationRequestedAt: null,
  });
  const [mail] = await mailsTo(email);
  if (!mail) throw new Error('no mail');
  expect(mail).toMatchObject({ subject: 'Join Acme on PartnerAlly', replyTo: acme.adminEmail });
  const token = tokenIn(mail);
  for (const part of [mail.html, mail.text]) expect(part).toContain(`/invitation#${token}`);
  await expect
    .poll(async () => (await acme.admin.get(`${acme.path}/invitations/${invitation.id}`)).body.delivery)
    .toMatch(/^(?:sent|delivered)$/);
  const preview = await api().post('/invitations/preview', { token });
  expect(preview.body).toEqual({
    organizationName: 'Acme',
    invitedBy: { name: 'Alice Admin' },
    role: 'viewer',
    maskedEmail: `a•••@x.test`,
    expiresAt: invitation.expiresAt,
  });
  const ann = await as(email, { name: 'Ann Lee' });
  const me = await ann.get('/me');
  expect(me.body.invitations).toMatchObject([
    { id: invitation.id, organizationId: acme.id, organizationName: 'Acme', role: 'viewer' },
  ]);
  const accepted = await ann.post('/invitations/accept', { token });
  expect(accepted.status).toBe(200);
  expect(accepted.body).toEqual({
    organization: { id: acme.id, name: 'Acme' },
    member: {
      userId: me.body.user.id,
      email,
      name: 'Ann Lee',
      pictureUrl: expect.any(String),
      role: 'viewer',
      teamIds: [],
      status: 'active',
      joinedAt: expect.any(String),
      lastSignInOn: null,
      invitationId: invitation.id,
    },
  });
  expect((await ann.post('/invitations/accept', { token })).body).toEqual(accepted.body);
  expect((await ann.get('/me')).body.organizations).toEqual([{ id: acme.id, name: 'Acme', role: 'viewer' }]);
  expect((await api().post('/invitations/preview', { token })).body.code).toBe('invitation_accepted');
  const types = ['invitation.accepted', 'invitation.sent', 'member.joined'];
  await expect.poll(() => eventTypesAbout(acme, email)).toEqual(types);
  expect((await inbox(email)).length).toEqual(oneMail());
});

test('a resend emails the same link, and a revocation invalidates it', async () => {
  const acme = await organization();
  const email = fresh('ann');
  const invitation = await acme.invite(email);
  const path = `${acme.path}/invitations/${invitation.id}`;
  await expect.poll(async () => (await acme.admin.post(`${path}/resend`)).status, { interval: 200 }).toBe(200);
  const mails = await mailsTo(email, 2);
  expect(new Set(mails.map(tokenIn)).size).toBe(1);
  const revoked = await acme.admin.post(`${path}/revoke`);
  expect(revoked).toMatchObject({ status: 200, body: { status: 'revoked', sentCount: 2 } });
  const token = tokenIn(mails[0] ?? expect.fail('no mail'));
  const ann = await as(email);
  expect(await ann.post('/invitations/accept', { token })).toMatchObject({
    status: 410,
    body: { code: 'invitation_revoked' },
  });
  expect(await acme.admin.post(`${path}/resend`)).toMatchObject({
    status: 409,
    body: { code: 'invitation_not_pending', invitationStatus: 'revoked' },
  });
});

test('a batch of 300 addresses with mistakes returns one result each and one email per invitation', async () => {
  const acme = await organization();
  const [member, pending] = [fresh('member'), fresh('pending')];
  await acme.join(member);
  await acme.invite(pending);
  const people = Array.from({ length: 294 }, (_, n) => fresh(`p${n}`));
  const [first = '', second = ''] = people;
  const emails = [...people, first.toUpperCase(), ` ${second} `, 'no address', 'ann@@x.test', member, pending];
  const answer = await acme.admin.post(`${acme.path}/invitations`, { emails, role: 'user' });
  expect(answer.status).toBe(207);
  const outcomes = answer.body.results.map(
    (result: { outcome: string; code?: string }) => result.code ?? result.outcome,
  );
  expect(outcomes).toEqual([
    ...people.map(() => 'invited'),
    'invalid_email',
    'invalid_email',
    'already_member',
    'already_invited',
  ]);
  for (const count of await mailCounts(people)) expect(count).toEqual(oneMail());
  expect((await inbox(pending)).length).toEqual(oneMail());
  expect((await inbox(member)).length).toEqual(oneMail());
});

test('no API response contains the link, its token or a hash of it', async () => {
  const acme = await organization();
  const email = fresh('ann');
  const { id } = await acme.invite(email);
  const [mail] = await mailsTo(email);
  const token = tokenIn(mail ?? expect.fail('no mail'));
  const mac = token.split('.').at(-1) ?? '';
  const answers = await Promise.all(
    [`/invitations`, `/invitations/${id}`, `/audit-events`, `/members`, ``].map((path) =>
      acme.admin.get(`${acme.path}${path}`),
    ),
  );
  for (const { status, text } of answers) {
    expect(status).toBe(200);
    expect(text).not.toContain(mac);
    expect(text).not.toContain('#');
  }
});
