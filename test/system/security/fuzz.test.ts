import { Agent, request } from 'node:http';
import { signIn } from 'cdk-local/sign-in';
import fc from 'fast-check';
import { expect, inject, test } from 'vitest';
import { api, fresh, mailsTo, organization, tokenIn } from '#test/support/api.ts';
import { tokenSearch } from '#test/support/leaked-tokens.ts';
import { surprises } from '#test/support/openapi.ts';
import { type Document, type HostileRequest, type Named, requestsOf } from './hostile-requests.ts';

/** Requests per operation. 100 make about 2,000. `FUZZ_RUNS=5000` takes hours, `FUZZ_SEED` repeats a failure. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 100);
const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

type Reply = {
  readonly status: number;
  readonly contentType: string | null;
  readonly text: string;
  readonly retryAfter: string | undefined;
};

const agent = new Agent({ keepAlive: true });

/** Sends the request unchanged: fetch would normalize paths. */
const send = ({ method, path, headers, body }: HostileRequest, token: string): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const length = body && { 'content-length': String(body.length) };
    const all = { ...headers, ...length, authorization: `Bearer ${token}` };
    const { hostname, port } = new URL(inject('url'));
    const sent = request({ hostname, port, method, path, agent, headers: all }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          contentType: response.headers['content-type'] ?? null,
          text: Buffer.concat(chunks).toString(),
          retryAfter: response.headers['retry-after'],
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });

/** A busy machine may return 503 once, but no request may cause it permanently. */
const answerOf = async (hostile: HostileRequest, token: string, tries = 5): Promise<Reply> => {
  const response = await send(hostile, token);
  const busy = response.status === 503 && response.retryAfter !== undefined && tries > 1;
  return busy ? answerOf(hostile, token, tries - 1) : response;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** The gateway's response to an invalid path. */
const noSuchPath = [
  [404, '{"message":"Not Found"}'],
  [400, '{"message":"Bad Request"}'],
];

const inOrder = ({ method, path }: HostileRequest, { status, contentType, text }: Reply): void => {
  if (noSuchPath.some(([code, said]) => code === status && said === text)) return;
  expect(status).toBeLessThan(500);
  const [pathname = ''] = path.split('?');
  expect(surprises({ method, path: pathname, status, contentType, body: parsed(text) })).toEqual([]);
  // No implementation details are exposed.
  if (status >= 400) expect(text).not.toMatch(/node_modules|\.m?js:\d|\bat \w+ \(|dynamodb|ValidationException/i);
};

const tokenOf = async (email: string): Promise<string> => (await signIn({ url: inject('url'), email })).accessToken;

/** Selects the caller: mostly the admin, who passes most checks. */
const callersOf = async ({ token, join }: Awaited<ReturnType<typeof organization>>) => {
  const [viewer, user] = [fresh('viewer'), fresh('user')];
  await join(viewer, { role: 'viewer' });
  await join(user);
  const others = await Promise.all([viewer, user, fresh('stranger')].map(tokenOf));
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant(token) },
    { weight: 2, arbitrary: fc.constantFrom(...others, '') },
  );
};

const startedOrganization = async () => {
  const acme = await organization();
  const callers = await callersOf(acme);
  const email = fresh('ann');
  const [{ body: team }, invitation] = [
    await acme.admin.post(`${acme.path}/teams`, { name: 'Sales' }),
    await acme.invite(email),
  ];
  const [mail = expect.fail('no mail')] = await mailsTo(email);
  const members = await acme.admin.get(`${acme.path}/members?limit=1`);
  const userIds: string[] = (await acme.admin.get(`${acme.path}/members`)).body.items.map(
    ({ userId }: { userId: string }) => userId,
  );
  const own = (await acme.admin.get('/me')).body.user.id;
  const known: Named = {
    organizationId: [acme.id],
    teamId: [team.id],
    teamIds: [team.id],
    // Restores the admin, to check the result.
    userId: userIds.filter((id) => id !== own),
    invitedBy: userIds,
    actorId: userIds,
    invitationId: [invitation.id],
    token: [tokenIn(mail), tokenIn(mail).slice(0, -1)],
    cursor: [members.body.nextCursor],
    email: [email, acme.adminEmail],
    emails: [fresh('new'), fresh('other'), email],
    emailPrefix: ['a'],
    domains: ['x.test'],
    limit: ['1', '100', '0', '101', '1.5', '٣'],
  };
  return { acme, known, callers, leakedTokens: tokenSearch([tokenIn(mail)]) };
};

const document: Document = (await api().get('/openapi.json')).body;
const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId }]) => ({ operationId, path, method })),
);

test.each(routes)(
  '$operationId returns documented responses for random requests, no 5xx and no link',
  { tags: ['promise/input'], timeout: 3_600_000 },
  async ({ path, method }) => {
    const { acme, known, callers, leakedTokens } = await startedOrganization();
    const requests = requestsOf(document, path, method, known);
    const property = fc.asyncProperty(requests, callers, async (hostile, token) => {
      const response = await answerOf(hostile, token);
      inOrder(hostile, response);
      // No response contains the link.
      expect(leakedTokens(response.text)).toEqual([]);
    });
    await fc.assert(property, { numRuns, seed });
    // Accepted input is no poison record: a later change is emailed and recorded.
    await api(acme.token).put(`${acme.path}/allowed-email-domains`, { domains: [] });
    const late = fresh('late');
    await acme.invite(late);
    await mailsTo(late);
    for (const list of ['', '/members', '/invitations', '/teams', '/audit-events'])
      expect((await acme.admin.get(`${acme.path}${list}`)).status).toBe(200);
  },
);
