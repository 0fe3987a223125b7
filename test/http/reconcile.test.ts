import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { synthesizedAssembly } from '#local/assembly/synthesize.ts';
import { type Local, type LocalOptions, startLocal } from '#local/start-local.ts';
import { type Api, as, inbox } from '#test/support/api.ts';
import { runningClock } from '#test/support/clock-in-hand.ts';
import { noteUsedRights } from '#test/support/used-rights.ts';

const execute = promisify(execFile);

/** Runs an operator's command against a local run. */
const operate = async ({ url }: Local, ...words: readonly string[]) => {
  const { stdout } = await execute(process.execPath, ['local/commands/operator.ts', ...words, '--url', url]);
  return JSON.parse(stdout);
};

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'invitations-reconcile-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
};

/** The same deployment, but nobody reads the table's changes. */
const withoutReaders = async (): Promise<string> => {
  const assembly = newFolder();
  cpSync(await synthesizedAssembly(), assembly, { recursive: true });
  for (const name of readdirSync(assembly).filter((file) => file.endsWith('.template.json'))) {
    const template = JSON.parse(readFileSync(join(assembly, name), 'utf8'));
    for (const resource of Object.values<{ Type: string; Properties: object }>(template.Resources))
      if (resource.Type === 'AWS::Lambda::EventSourceMapping') Object.assign(resource.Properties, { Enabled: false });
    writeFileSync(join(assembly, name), JSON.stringify(template));
  }
  return assembly;
};

/** As after 24 hours: the stream has forgotten everything but the newest record, which names the next. */
const trimStream = (data: string): void => {
  using database = new DatabaseSync(join(data, 'table.sqlite'));
  database.exec(`DELETE FROM _stream_records WHERE CAST(sequence_number AS INTEGER) <
    (SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records)`);
};

const during = async <T>(options: LocalOptions, work: (run: Local) => Promise<T>): Promise<T> => {
  // TTL is late, as it may be by days: nothing expires by itself.
  const clock = runningClock();
  clock.delayRemovals(Number.POSITIVE_INFINITY);
  const run = await startLocal({ port: 0, report: () => undefined, clock: clock.hands, ...options });
  try {
    const done = await work(run);
    await noteUsedRights(run.url);
    return done;
  } finally {
    await run.stop();
  }
};

const acmeOf = async (admin: Api): Promise<string> =>
  `/organizations/${(await admin.get('/me')).body.organizations[0].id}`;

const invite = async (admin: Api, email: string) => {
  const answer = await admin.post(`${await acmeOf(admin)}/invitations`, { emails: [email], role: 'user' });
  return answer.body.results[0].invitation;
};

const types = async (admin: Api, email: string): Promise<string[]> => {
  const { body } = await admin.get(`${await acmeOf(admin)}/audit-events?email=${email}`);
  return body.items.map(({ type }: { type: string }) => type).sort();
};

test('after a day without readers, when the stream has forgotten it, reconcile finds every audit event, unsent email and expiry', async () => {
  const data = newFolder();
  await during({ data }, async () => undefined);
  const assembly = await withoutReaders();
  const expired = await during({ data, assembly, invitationLifetimeSeconds: 1 }, async ({ url }) =>
    invite(await as('alice@acme.test', {}, url), 'eve@expired.test'),
  );
  await during({ data, assembly }, async ({ url }) => {
    const alice = await as('alice@acme.test', {}, url);
    await invite(alice, 'ann@waiting.test');
    const { id } = await invite(alice, 'bob@revoked.test');
    await alice.post(`${await acmeOf(alice)}/invitations/${id}/revoke`);
    const { id: invitationId, organizationId } = await invite(alice, 'cleo@joined.test');
    const cleo = await as('cleo@joined.test', {}, url);
    expect((await cleo.post('/invitations/accept', { invitationId, organizationId })).status).toBe(200);
    const acme = await acmeOf(alice);
    const { body } = await cleo.get(`${acme}/members/me`);
    expect((await alice.patch(`${acme}/members/${body.userId}`, { role: 'viewer' })).status).toBe(200);
    await invite(alice, 'zoe@newest.test');
  });
  trimStream(data);
  await during({ data }, async (run) => {
    const alice = await as('alice@acme.test', {}, run.url);
    expect(await types(alice, 'ann@waiting.test')).toEqual([]);
    expect(await inbox('ann@waiting.test', run.url)).toEqual([]);
    const first = await operate(run, 'reconcile', '--older-than', '0');
    expect(first).toMatchObject({ emails: expect.any(Number), expired: 1, failed: 0, organizations: 2, next: null });
    expect(await types(alice, 'ann@waiting.test')).toEqual(['invitation.sent']);
    expect(await types(alice, 'bob@revoked.test')).toEqual(['invitation.revoked', 'invitation.sent']);
    expect(await types(alice, 'cleo@joined.test')).toEqual([
      'invitation.accepted',
      'invitation.sent',
      'member.joined',
      'member.role_changed',
    ]);
    expect(await inbox('ann@waiting.test', run.url)).toHaveLength(1);
    expect(await inbox('bob@revoked.test', run.url)).toEqual([]);
    await expect.poll(() => types(alice, 'eve@expired.test')).toEqual(['invitation.expired', 'invitation.sent']);
    const { body } = await alice.get(`${await acmeOf(alice)}/audit-events?email=eve@expired.test`);
    expect(body.items[0]).toMatchObject({ occurredAt: expired.expiresAt, actor: { type: 'system' } });
    await expect
      .poll(() => operate(run, 'reconcile', '--older-than', '0'))
      .toEqual({ auditEvents: 0, emails: 0, expired: 0, failed: 0, organizations: 2, next: null });
    expect(await inbox('ann@waiting.test', run.url)).toHaveLength(1);
  });
});
