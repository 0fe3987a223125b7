import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { startTableEngine } from 'cdk-local/dynamodb-engine';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startLocal } from '#operator/local-run/start-local.ts';
import { api, as, fresh, mailsTo, organization, tokenIn } from '#test/support/api.ts';
import { stoppedClock } from '#test/support/controllable-clock.ts';
import { leakedTokens, tokenSearch } from '#test/support/leaked-tokens.ts';

const minute = 60 * 1000;
const day = 24 * 60 * minute;

/** Starts a run with all data in one folder that a test can read. */
const startedRun = async () => {
  const data = await mkdtemp(join(tmpdir(), 'invitations-leaks-'));
  onTestFinished(() => rm(data, { recursive: true }));
  const engine = await startTableEngine(join(data, 'table.sqlite'), undefined);
  const clock = stoppedClock();
  const reported: string[] = [];
  const report = (line: string) => void reported.push(line);
  const dynamodbEndpoint = engine.endpoint;
  const run = await startLocal({ port: 0, data, seeded: false, clock: clock.hands, report, dynamodbEndpoint });
  const end = async () => {
    await run.stop();
    await engine.stop();
  };
  return { ...run, data, clock, reported, engine, end };
};

type Run = Awaited<ReturnType<typeof startedRun>>;

/** Records all API responses from now on, with headers. */
const recordAnswers = (): string[] => {
  const answers: string[] = [];
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', async (...given: Parameters<typeof fetch>) => {
    const response = await fetch(...given);
    if (String(given[0]).includes('/v1/'))
      answers.push(JSON.stringify([...response.headers]), await response.clone().text());
    return response;
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  return answers;
};

/** Writes a poison record. */
const poison = async ({ engine }: Run, organizationId: string): Promise<void> => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: engine.endpoint, region: 'eu-central-1', credentials });
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const Item = { PK: `ORG#${organizationId}`, SK: 'INVITATION#poison', change: 'invitation.sent', role: 'owner' };
  await DynamoDBDocumentClient.from(client).send(new PutCommand({ TableName: TableNames[0], Item }));
};

/** Runs every possible end of invitations and links, with failures. */
const wholeLife = async (run: Run) => {
  const { url, clock } = run;
  const acme = await organization({ plan: 'standard' }, url);
  const [ann, bob, dan] = [fresh('ann'), fresh('bob'), fresh('dan')];
  const headers = { 'idempotency-key': 'batch' };
  const batch = { emails: [ann, bob, dan, 'bad'], role: 'user' };
  const { body: first } = await acme.admin.post(`${acme.path}/invitations`, batch, { headers });
  await acme.admin.post(`${acme.path}/invitations`, batch, { headers });
  const linkOf = async (email: string) => tokenIn((await mailsTo(email, 1, url))[0] ?? expect.fail('no mail'));
  const [annLink, bobLink] = [await linkOf(ann), await linkOf(bob)];
  const open = (token: string) => api(undefined, url).post('/invitations/preview', { token });
  const idOf = (n: number) => `${acme.path}/invitations/${first.results[n].invitation.id}`;
  await open(annLink);
  await (await as(ann, {}, url)).post('/invitations/accept', { token: annLink });
  await (await as(ann, {}, url)).post('/invitations/accept', { token: annLink });
  await (await as(fresh('eve'), {}, url)).post('/invitations/accept', { token: bobLink });
  await (await as(bob, { verified: false }, url)).post('/invitations/accept', { token: bobLink });
  clock.advance(2 * minute);
  await acme.admin.post(`${idOf(1)}/resend`);
  await mailsTo(bob, 2, url);
  await acme.admin.post(`${idOf(1)}/revoke`);
  await open(bobLink);
  // Uses a link in wrong ways: truncated, in broken requests, in other fields.
  await open(bobLink.slice(0, -1));
  await api(undefined, url).post('/invitations/preview', undefined, { raw: `{"token":"${bobLink}"` });
  await api(undefined, url).post('/invitations/preview', { token: bobLink, more: 1 });
  await acme.admin.get(`${acme.path}/invitations/${bobLink}`);
  await acme.admin.get(`${acme.path}/invitations?cursor=${bobLink}`);
  await api(bobLink, url).get(`/me?token=${bobLink}`);
  // Exceeds the daily email limit of three addresses.
  for (const email of ['zoe', 'zac', 'zeb'].map(fresh))
    for (let times = 0; times < 4; times++) {
      const { id } = await acme.invite(email);
      // An invitation that is revoked before its email is sent is not emailed.
      if (times < 3) await mailsTo(email, times + 1, url);
      await acme.admin.post(`${acme.path}/invitations/${id}/revoke`);
    }
  await poison(run, acme.id);
  clock.advance(9 * day);
  const admin = await as(acme.adminEmail, {}, url);
  const types = async () => (await admin.get(`${acme.path}/audit-events?email=${dan}`)).body.items.length;
  await expect.poll(types).toBe(2);
  for (const list of ['invitations', 'members', 'audit-events', 'teams']) await admin.get(`${acme.path}/${list}`);
  await admin.get(`${acme.path}/audit-events`, undefined, { headers: { accept: 'text/csv' } });
  return { invitationId: first.results[0].invitation.id, tokens: [annLink, bobLink] };
};

test('links appear in emails only, not in table, stream, queues, logs or responses', {
  tags: ['promise/links'],
  timeout: 240_000,
}, async () => {
  const run = await startedRun();
  const answers = recordAnswers();
  const { invitationId, tokens } = await wholeLife(run);
  const logged = async () => readFile(join(run.data, 'logs', 'invitations-local-queue-emails.log'), 'utf8');
  await expect.poll(logged).toContain('ZodError');
  await run.end();
  const { mailed, places } = await leakedTokens(run.data);
  expect(places).toEqual([]);
  expect(mailed).toEqual(expect.arrayContaining(tokens));
  expect(mailed.length).toBeGreaterThan(10);
  expect(tokenSearch(mailed)([...answers, ...run.reported].join('\n'))).toEqual([]);
  // Proves that the search covered all data.
  const table = await readFile(join(run.data, 'table.sqlite'), 'latin1');
  expect(table).toContain(invitationId);
  expect(answers.join('')).toContain(invitationId);
});

test('the leak search finds a token in any encoding', async () => {
  const run = await startedRun();
  const acme = await organization({}, run.url);
  const email = fresh('ann');
  await acme.invite(email);
  const token = tokenIn((await mailsTo(email, 1, run.url))[0] ?? expect.fail('no mail'));
  await run.end();
  expect((await leakedTokens(run.data)).places).toEqual([]);
  await appendFile(join(run.data, 'logs', 'planted.log'), `{"link":"https://x.test/invitation#${token}"}\n`);
  expect((await leakedTokens(run.data)).places).toEqual(['planted.log']);
  const search = tokenSearch([token]);
  const mac = Buffer.from(token.split('.').at(-1) ?? '', 'base64url');
  for (const spelled of [
    token,
    mac.toString('hex'),
    mac.toString('base64'),
    Buffer.from(`"${token}"`).toString('base64'),
  ])
    expect(search(`x ${spelled} y`)).toEqual([token]);
});
