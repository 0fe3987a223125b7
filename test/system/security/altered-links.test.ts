import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { expect, inject, test } from 'vitest';
import { type Answer, api, as, fresh, mailsTo, organization, tokenIn } from '#test/support/api.ts';

type Acme = Awaited<ReturnType<typeof organization>>;

const invited = async (acme: Acme) => {
  const email = fresh('ann');
  const invitation = await acme.invite(email);
  const [mail = expect.fail('no mail')] = await mailsTo(email);
  return { email, invitation, token: tokenIn(mail), path: `${acme.path}/invitations/${invitation.id}` };
};

/** Returns a response without the request id. */
const withoutRequestId = ({ status, headers, text }: Answer): string =>
  `${status} ${headers.get('content-type')} ${text.replace(/"requestId":"[^"]*"/, '')}`;

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];
const letterAfter = (letter: string) => letters[(letters.indexOf(letter) + 1) % letters.length] ?? '.';

const otherCase = (letter: string) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase());

/** Yields the token with every possible alteration. */
const altered = (token: string): string[] => {
  const at = (change: (letter: string, n: number) => string) =>
    [...token].map((letter, n) => token.slice(0, n) + change(letter, n) + token.slice(n + 1));
  const [keyId = '', organizationId = '', invitationId = '', mac = ''] = token.split('.');
  const recombined = [
    `${keyId}.${invitationId}.${organizationId}.${mac}`,
    `k2.${organizationId}.${invitationId}.${mac}`,
    `__proto__.${organizationId}.${invitationId}.${mac}`,
    `${keyId}.${organizationId}.${invitationId}.${'A'.repeat(43)}`,
    `${keyId}.${organizationId}.${invitationId}.${Buffer.from(mac, 'base64url').toString('base64')}`,
    `${keyId}.${organizationId}.${invitationId}.${Buffer.from(mac, 'base64url').toString('hex')}`,
    `${organizationId}.${invitationId}.${mac}`,
    `${token}.${mac}`,
    `${token}${token}`,
    ` ${token}`,
    `${token}\n`,
    `${token}=`,
    encodeURIComponent(`#${token}`),
    invitationId,
  ];
  const changed = [
    // Replaced, in the other case, removed, or cut there.
    ...at(letterAfter),
    ...at(() => ''),
    ...at(otherCase),
    ...[...token].map((_, n) => token.slice(0, n)),
    ...recombined,
  ];
  return [...new Set(changed)].filter((text) => text !== token);
};

test('a truncated or altered link always gets the same response and changes nothing', {
  tags: ['promise/links'],
}, async () => {
  const acme = await organization();
  const { email, token, path } = await invited(acme);
  const eve = await as(fresh('eve'));
  const before = (await acme.admin.get(path)).text;
  const answers = altered(token).map(async (text, n) => {
    // Accepting parses tokens like previewing, so some are enough.
    const caller = n % 10 === 0 ? eve.post('/invitations/accept', { token: text }) : undefined;
    return [
      withoutRequestId(await api().post('/invitations/preview', { token: text })),
      ...(caller ? [withoutRequestId(await caller)] : []),
    ];
  });
  const different = new Set((await Promise.all(answers)).flat());
  expect([...different]).toEqual([expect.stringContaining('"code":"invitation_link_invalid"')]);
  expect((await acme.admin.get(path)).text).toBe(before);
  expect((await (await as(email)).post('/invitations/accept', { token })).status).toBe(200);
});

test('a link combined from two organizations opens neither', async () => {
  const [acme, globex] = [await organization(), await organization()];
  const [theirs, own] = [await invited(acme), await invited(globex)];
  const [keyId, organizationId, invitationId, mac] = own.token.split('.');
  const mixed = [
    [keyId, acme.id, invitationId, mac],
    [keyId, acme.id, theirs.invitation.id, mac],
    [keyId, organizationId, theirs.invitation.id, mac],
    [keyId, acme.id, invitationId, theirs.token.split('.')[3]],
  ].map((parts) => parts.join('.'));
  const invitee = await as(theirs.email);
  for (const token of mixed) {
    expect((await api().post('/invitations/preview', { token })).body.code).toBe('invitation_link_invalid');
    expect((await invitee.post('/invitations/accept', { token })).body.code).toBe('invitation_link_invalid');
  }
});

const agents = [
  'Mozilla/5.0 (compatible; Barracuda Sentinel)',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36',
  'LinkExpanding 1.0',
  'BingPreview/1.0b',
  'curl/8.5.0',
];

test('email scanners that open a link with any method change nothing', {
  tags: ['fault/f29'],
}, async () => {
  const acme = await organization();
  const { email, token, path } = await invited(acme);
  await expect.poll(async () => (await acme.admin.get(path)).body.delivery).toBe('delivered');
  const read = async () => {
    const texts = [path, acme.path, `${acme.path}/audit-events`, `${acme.path}/members`].map((place) =>
      acme.admin.get(place),
    );
    return (await Promise.all(texts)).map(({ text }) => text);
  };
  const before = await read();
  const places = ['/invitation', '/v1/invitations/preview', '/v1/invitations/accept'];
  for (const method of ['GET', 'HEAD', 'OPTIONS'])
    for (const place of places)
      for (const agent of [...agents, ...agents]) {
        // A scanner may send the fragment that browsers do not send.
        const address = `${inject('url')}${place}?token=${token}`;
        const { status } = await fetch(address, { method, headers: { 'user-agent': agent, referer: address } });
        expect(status).toBeLessThan(500);
      }
  for (let times = 0; times < 50; times++)
    expect((await api().post('/invitations/preview', { token })).status).toBe(200);
  expect(await read()).toEqual(before);
  expect((await (await as(email)).post('/invitations/accept', { token })).status).toBe(200);
});

/** Sends a request with another Host header, which fetch does not allow. */
const postAs = async (host: string, path: string, token: string, body: object): Promise<number | undefined> => {
  const { hostname, port } = new URL(inject('url'));
  const headers = { host, authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() };
  const ask = async (): Promise<number | undefined> => {
    const sent = request({ hostname, port, path: `/v1${path}`, method: 'POST', headers });
    sent.end(JSON.stringify(body));
    const [response] = await once(sent, 'response');
    response.resume();
    return response.statusCode === 503 ? ask() : response.statusCode;
  };
  return ask();
};

test('links have the host of the deployment, and requests for another Host are refused', {
  tags: ['promise/links'],
}, async () => {
  const { admin, path, token } = await organization();
  const email = fresh('ann');
  const headers = {
    'x-forwarded-host': 'evil.test',
    forwarded: 'host=evil.test',
    'x-host': 'evil.test',
    origin: 'https://evil.test',
  };
  expect((await admin.post(`${path}/invitations`, { emails: [email], role: 'user' }, { headers })).status).toBe(201);
  const [mail = expect.fail('no mail')] = await mailsTo(email);
  expect(mail.text).toContain(`${inject('url')}/invitation#`);
  expect(mail.html).toContain(`href="${inject('url')}/invitation#`);
  expect(`${mail.html}${mail.text}${mail.replyTo}${mail.from}`).not.toContain('evil.test');
  const body = { emails: [fresh('bob')], role: 'user' };
  expect(await postAs('evil.test', `${path}/invitations`, token, body)).toBe(421);
});
